/** Tests of the transport over real sockets on loopback; every wait has a deadline. */
package io.jackfield.signaling.transport.netty;
