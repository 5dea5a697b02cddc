package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.dns.Dns;
import io.jackfield.signaling.transport.dns.DnsOptions;
import io.jackfield.signaling.transport.dns.DnsRecord;
import io.jackfield.signaling.transport.dns.DnsType;
import io.netty.channel.AddressedEnvelope;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponse;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.DefaultHostsFileEntriesResolver;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.DnsNameResolverChannelStrategy;
import io.netty.resolver.dns.DnsServerAddressStream;
import io.netty.resolver.dns.DnsServerAddressStreamProvider;
import io.netty.resolver.dns.DnsServerAddressStreamProviders;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Name servers asked one after the other, by UDP, by TCP where an answer was cut. Each query has a
 * socket and so a port of its own: a forged answer has to guess both (RFC 5452 4.5).
 */
final class NettyDns implements Dns {

  private static final Duration HOSTS_FILE_TTL = Duration.ofSeconds(10);

  private final DnsNameResolver resolver;
  private final DnsServerAddressStreamProvider system =
      DnsServerAddressStreamProviders.platformDefault();
  private final DefaultHostsFileEntriesResolver hostsFile = new DefaultHostsFileEntriesResolver();
  private final DnsOptions options;

  NettyDns(Engine engine, DnsOptions options) {
    this.options = options;
    this.resolver =
        new DnsNameResolverBuilder(engine.group.next())
            .datagramChannelType(engine.platform.datagram().asSubclass(DatagramChannel.class))
            .socketChannelType(engine.platform.client().asSubclass(SocketChannel.class))
            .datagramChannelStrategy(DnsNameResolverChannelStrategy.ChannelPerResolution)
            .queryTimeoutMillis(options.timeout().toMillis())
            .build();
    engine.remember(
        this,
        deadline -> {
          resolver.close();
          engine.forget(this);
          return CompletableFuture.completedFuture(null);
        });
  }

  @Override
  public CompletionStage<List<DnsRecord>> query(String name, DnsType type) {
    List<DnsRecord> local = hostsFile(name, type);
    if (!local.isEmpty()) {
      return CompletableFuture.completedFuture(local);
    }
    DnsQuestion question;
    try {
      question = new DefaultDnsQuestion(name + '.', recordType(type));
    } catch (IllegalArgumentException e) {
      return CompletableFuture.failedFuture(new IOException("not a host name: " + name, e));
    }
    CompletableFuture<List<DnsRecord>> result = new CompletableFuture<>();
    next(question, type, turns(name), 0, result);
    return result;
  }

  private List<DnsRecord> hostsFile(String name, DnsType type) {
    if (type != DnsType.A && type != DnsType.AAAA) {
      return List.of();
    }
    List<InetAddress> found = hostsFile.addresses(name, ResolvedAddressTypes.IPV4_PREFERRED);
    return found == null
        ? List.of()
        : found.stream()
            .filter(address -> address instanceof Inet6Address == (type == DnsType.AAAA))
            .<DnsRecord>map(address -> new DnsRecord.Host(address, HOSTS_FILE_TTL))
            .toList();
  }

  /** Every server, as often as there are rounds. */
  private List<InetSocketAddress> turns(String name) {
    List<InetSocketAddress> servers = new ArrayList<>(options.servers());
    if (servers.isEmpty()) {
      DnsServerAddressStream stream = system.nameServerAddressStream(name);
      for (int i = 0; i < stream.size(); i++) {
        servers.add(stream.next());
      }
    }
    List<InetSocketAddress> turns = new ArrayList<>();
    for (int round = 0; round < options.rounds(); round++) {
      turns.addAll(servers);
    }
    return turns;
  }

  private void next(
      DnsQuestion question,
      DnsType type,
      List<InetSocketAddress> turns,
      int turn,
      CompletableFuture<List<DnsRecord>> result) {
    if (turn == turns.size()) {
      result.completeExceptionally(
          new IOException("no name server told " + type + " of " + question.name()));
      return;
    }
    resolver
        .query(turns.get(turn), question)
        .addListener(
            done -> {
              Optional<List<DnsRecord>> records = Optional.empty();
              if (done.isSuccess()) {
                Object envelope = done.getNow();
                try {
                  records = read((AddressedEnvelope<?, ?>) envelope, type);
                } finally {
                  ReferenceCountUtil.release(envelope);
                }
              }
              if (records.isPresent()) {
                result.complete(records.get());
              } else {
                next(question, type, turns, turn + 1, result);
              }
            });
  }

  /** Empty if the server does not know; an empty list if it knows that there is nothing. */
  private static Optional<List<DnsRecord>> read(AddressedEnvelope<?, ?> envelope, DnsType type) {
    DnsResponse response = (DnsResponse) envelope.content();
    if (response.code().equals(DnsResponseCode.NXDOMAIN)) {
      return Optional.of(List.of());
    }
    if (!response.code().equals(DnsResponseCode.NOERROR)) {
      return Optional.empty();
    }
    List<DnsRecord> records = new ArrayList<>();
    for (int i = 0; i < response.count(DnsSection.ANSWER); i++) {
      DnsRecords.read(response.recordAt(DnsSection.ANSWER, i), type).ifPresent(records::add);
    }
    return Optional.of(List.copyOf(records));
  }

  static DnsRecordType recordType(DnsType type) {
    return switch (type) {
      case A -> DnsRecordType.A;
      case AAAA -> DnsRecordType.AAAA;
      case SRV -> DnsRecordType.SRV;
      case NAPTR -> DnsRecordType.NAPTR;
    };
  }
}
