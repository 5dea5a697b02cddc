package io.jackfield.signaling.sip.message;

import gov.nist.javax.sip.header.SIPHeader;

/**
 * A header of ours whose text is known, so that it is neither parsed nor put together again. It
 * never changes, and messages may share it.
 */
final class FixedHeader extends SIPHeader {

  private static final long serialVersionUID = 1L;

  private final String line;
  private final String value;

  FixedHeader(String name, String value) {
    super(name);
    this.value = value;
    this.line = name + ": " + value + "\r\n";
  }

  String value() {
    return value;
  }

  @Override
  public StringBuilder encode(StringBuilder buffer) {
    return buffer.append(line);
  }

  @Override
  protected StringBuilder encodeBody(StringBuilder buffer) {
    return buffer.append(value);
  }

  @Override
  public String encode() {
    return line;
  }

  @Override
  public Object clone() {
    return this;
  }
}
