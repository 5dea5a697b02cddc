package io.jackfield.signaling.api.connection;

/**
 * A close code with its meaning, as a row for the documents.
 *
 * @param code as in RFC 6455 section 7.4, ours from 4000
 * @param why in words
 */
public record CloseCode(int code, String why) {}
