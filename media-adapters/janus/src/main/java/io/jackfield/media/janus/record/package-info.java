/**
 * What Janus records ({@code .mjr}, one file a medium) made playable with its own {@code
 * janus-pp-rec}, where that is installed and the files are on this machine.
 *
 * <p>Thread rule: each engine has one thread for it, so that one file is converted at a time;
 * results are futures, completed there.
 */
package io.jackfield.media.janus.record;
