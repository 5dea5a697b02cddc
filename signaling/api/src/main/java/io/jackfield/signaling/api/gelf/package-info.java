/**
 * Log entries as GELF 1.1 (Graylog Extended Log Format) over UDP: JSON, gzip, chunks.
 *
 * <p>Thread rule: everything is immutable; a sender takes entries from any thread and does its work
 * on the executor it was given.
 */
package io.jackfield.signaling.api.gelf;
