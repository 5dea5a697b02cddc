package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.dns.DnsRecord;
import io.jackfield.signaling.transport.dns.DnsType;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.dns.DefaultDnsRecordDecoder;
import io.netty.handler.codec.dns.DnsRawRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Reads the data of records off the wire (RFC 1035 3.4.1, RFC 3596, RFC 2782, RFC 3403 4). */
final class DnsRecords {

  private DnsRecords() {}

  /** The record, or empty if it is of another type (an alias on the way) or makes no sense. */
  static Optional<DnsRecord> read(io.netty.handler.codec.dns.DnsRecord record, DnsType type) {
    if (!record.type().equals(NettyDns.recordType(type)) || !(record instanceof DnsRawRecord raw)) {
      return Optional.empty();
    }
    Duration ttl = Duration.ofSeconds(record.timeToLive());
    ByteBuf data = raw.content().duplicate();
    try {
      return Optional.of(
          switch (type) {
            case A, AAAA ->
                new DnsRecord.Host(InetAddress.getByAddress(ByteBufUtil.getBytes(data)), ttl);
            case SRV ->
                new DnsRecord.Service(
                    data.readUnsignedShort(),
                    data.readUnsignedShort(),
                    data.readUnsignedShort(),
                    name(data),
                    ttl);
            case NAPTR -> naptr(data, ttl);
          });
    } catch (UnknownHostException | CorruptedFrameException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static DnsRecord naptr(ByteBuf data, Duration ttl) {
    int order = data.readUnsignedShort();
    int preference = data.readUnsignedShort();
    String flags = text(data);
    String service = text(data);
    // The regular expression: SIP's records have none (RFC 3263 4.1).
    text(data);
    return new DnsRecord.Naptr(order, preference, flags, service, name(data), ttl);
  }

  private static String text(ByteBuf data) {
    return data.readCharSequence(data.readUnsignedByte(), StandardCharsets.US_ASCII).toString();
  }

  private static String name(ByteBuf data) {
    String name = DefaultDnsRecordDecoder.decodeName(data);
    return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
  }
}
