package io.jackfield.appliance.config;

import io.jackfield.signaling.api.listen.ApiListen;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes from the command line that touch every listener at once.
 *
 * @param portOffset added to every port; ports the system picks stay so
 * @param reach which addresses to listen on
 */
public record Adjustments(int portOffset, Reach reach) {

  /** On which addresses listeners are opened. */
  public enum Reach {
    /** As configured. */
    CONFIGURED,
    /** Loopback alone. */
    LOOPBACK,
    /** Every address of this host. */
    PUBLIC
  }

  /** Leaves everything as configured. */
  public static final Adjustments NONE = new Adjustments(0, Reach.CONFIGURED);

  /**
   * Returns the configuration with this change.
   *
   * @throws ConfigException if a port leaves the range of ports
   */
  public Config apply(Config config) throws ConfigException {
    try {
      Map<String, ServiceConfig> services = new LinkedHashMap<>();
      config.services().forEach((name, service) -> services.put(name, apply(service)));
      HttpConfig http = config.http();
      return new Config(
          config.node(),
          new HttpConfig(apply(http.listen()), apply(http.tlsListen()), http.maxConnections()),
          config.tls(),
          apply(config.media()),
          config.janus(),
          config.log(),
          apply(config.core()),
          services,
          config.sources().adjusted(this::apply));
    } catch (IllegalArgumentException e) {
      throw new ConfigException(
          List.of("--port-offset " + portOffset + " moves a port out of range: " + e.getMessage()));
    }
  }

  private MediaConfig apply(MediaConfig media) {
    int min = media.rtpPortMin() + portOffset;
    int max = media.rtpPortMax() + portOffset;
    if (min < 1 || max > 65_535) {
      throw new IllegalArgumentException("RTP ports " + min + "-" + max);
    }
    HostPort webrtc = apply(new HostPort(media.host(), media.webrtcPort()));
    return new MediaConfig(
        webrtc.host(),
        webrtc.port(),
        min,
        max,
        media.mediaTimeout(),
        media.reattachTimeout(),
        media.maxLegs(),
        media.playWeb());
  }

  ServiceConfig apply(ServiceConfig service) {
    SipConfig sip = service.sip();
    List<SipListen> listen =
        sip.listen().stream()
            .map(each -> new SipListen(each.transport(), apply(each.address()), each.acl()))
            .toList();
    List<VertoListen> verto =
        service.verto().listen().stream()
            .map(each -> new VertoListen(each.secure(), apply(each.address())))
            .toList();
    return new ServiceConfig(
        service.name(),
        service.adminUser(),
        service.adminPassword(),
        service.users(),
        service.routes(),
        sip.withListen(listen),
        apply(service.api()),
        service.verto().withListen(verto),
        service.tls(),
        service.readyTimeout(),
        service.waitTimeout(),
        service.ringTimeout(),
        service.defaultBitrate(),
        service.cap(),
        service.files());
  }

  private ApiConfig apply(ApiConfig api) {
    return api.withListen(api.listen().stream().map(this::apply).toList());
  }

  private ApiListen apply(ApiListen listen) {
    HostPort moved = apply(new HostPort(listen.host(), listen.port()));
    return listen.at(moved.host(), moved.port());
  }

  private List<HostPort> apply(List<HostPort> addresses) {
    return addresses.stream().map(this::apply).toList();
  }

  private HostPort apply(HostPort address) {
    return address.moved(portOffset).on(host(address.host()));
  }

  private String host(String configured) {
    return switch (reach) {
      case CONFIGURED -> configured;
      case LOOPBACK -> "127.0.0.1";
      case PUBLIC -> "all";
    };
  }
}
