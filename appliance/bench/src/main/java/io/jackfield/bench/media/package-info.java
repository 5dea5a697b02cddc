/**
 * {@code ./bench media}: what listeners of a room, members of a conference and transcoded streams
 * cost, and how much later a relayed packet comes.
 *
 * <p>Thread rule: the main thread directs and sends; one thread of the load receives. The engine is
 * a process of its own, so that its CPU time can be told apart.
 *
 * <p>RFC 3550, 3551, 3711, 7587.
 */
package io.jackfield.bench.media;
