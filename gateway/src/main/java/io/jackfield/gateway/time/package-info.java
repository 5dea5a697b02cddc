/**
 * The ports through which time and threads come in.
 *
 * <p>Everything that must happen one after another (a call with its sessions) shares one {@link
 * io.jackfield.gateway.time.Owner}. In production an owner is an event loop of a fixed pool; in
 * tests it is a queue whose clock a test moves by hand.
 */
package io.jackfield.gateway.time;
