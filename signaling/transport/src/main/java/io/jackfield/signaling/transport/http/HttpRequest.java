package io.jackfield.signaling.transport.http;

/**
 * A whole request.
 *
 * @param head its head
 * @param body its body, empty if none; not copied, the handler owns it
 */
public record HttpRequest(RequestHead head, byte[] body) {}
