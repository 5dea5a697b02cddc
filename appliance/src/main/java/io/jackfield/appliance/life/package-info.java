/**
 * Start, readiness and stop of the process.
 *
 * <p>Owns the order in which parts close, what {@code /readyz} says, the shutdown hook and the word
 * to systemd.
 *
 * <p>Threads: {@link io.jackfield.appliance.life.Readiness} may be read from any; the rest runs on
 * the main thread and the shutdown hook.
 */
package io.jackfield.appliance.life;
