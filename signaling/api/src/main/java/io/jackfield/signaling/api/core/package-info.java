/**
 * Class {@code core}: logins, pings, events (core-commands.md), and who is connected.
 *
 * <p>Thread rule: handlers run on their client's loop; passwords are checked on a pool of their
 * own; the directory may be asked from any thread.
 */
package io.jackfield.signaling.api.core;
