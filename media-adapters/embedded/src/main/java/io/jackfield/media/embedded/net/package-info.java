/**
 * Loops and UDP sockets of the packet path: one thread a loop, its sockets, timers and tasks.
 *
 * <p>Thread rule: a port's packets, a loop's tasks and its timers run on the loop's thread alone.
 * Opening a port, {@link io.jackfield.media.embedded.net.MediaLoop#execute} and closing may come
 * from any thread.
 *
 * <p>RFC 768, 7983.
 */
package io.jackfield.media.embedded.net;
