/**
 * UDP.
 *
 * <p>Threads: each socket belongs to one loop, on which its datagrams are delivered; an endpoint
 * with several sockets delivers on several loops, one peer's datagrams always on the same one.
 */
package io.jackfield.signaling.transport.datagram;
