package io.jackfield.signaling.sip.locate;

import io.jackfield.signaling.transport.connection.TransportKind;
import java.util.Optional;

/**
 * What RFC 3263 looks at in a URI.
 *
 * @param secure whether it is a {@code sips} URI
 * @param host name or address; IPv6 with or without brackets
 * @param port 0 for none
 * @param transport the {@code transport} parameter
 */
public record Question(boolean secure, String host, int port, Optional<TransportKind> transport) {}
