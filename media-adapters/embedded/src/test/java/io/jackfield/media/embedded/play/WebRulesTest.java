package io.jackfield.media.embedded.play;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From which hosts files are fetched. */
class WebRulesTest {

  private static boolean allows(WebRules rules, String host, String... addresses)
      throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String address : addresses) {
      all.add(InetAddress.getByName(address));
    }
    return rules.allows(host, all);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.9.9.9",
        "0.0.0.0",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "198.18.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fd00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "64:ff9b::a9fe:a9fe",
        "2002:7f00:1::",
        "2001:0:1::1"
      })
  void theNetworkTheGatewayStandsInIsNotPublic(String address) throws Exception {
    assertFalse(allows(WebRules.PUBLIC, "host.example", address));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "172.32.0.1",
        "100.128.0.1",
        "192.0.1.1",
        "2606:4700::1111",
        "64:ff9b::808:808",
        "2002:808:808::"
      })
  void theInternetIs(String address) throws Exception {
    assertTrue(allows(WebRules.PUBLIC, "host.example", address));
  }

  @Test
  void eachAddressOfANameMustBeAllowed() throws Exception {
    assertFalse(allows(WebRules.PUBLIC, "both.example", "8.8.8.8", "10.0.0.1"));
    assertFalse(allows(WebRules.PUBLIC, "none.example"));
  }

  @Test
  void namesAndNetworksAreAllowedByTheirWord() throws Exception {
    WebRules rules = WebRules.of(List.of("files.example", "*.cdn.example", "10.1.0.0/16", "::1"));
    assertTrue(allows(rules, "Files.example", "10.9.0.1"));
    assertFalse(allows(rules, "other.files.example", "10.9.0.1"));
    assertTrue(allows(rules, "a.b.cdn.example", "10.9.0.1"));
    assertFalse(allows(rules, "cdn.example", "10.9.0.1"));
    assertFalse(allows(rules, "evilcdn.example", "10.9.0.1"));
    assertTrue(allows(rules, "10.1.255.1", "10.1.255.1"));
    assertFalse(allows(rules, "10.2.0.1", "10.2.0.1"));
    assertTrue(allows(rules, "[::1]", "::1"));
    assertFalse(allows(rules, "host.example", "8.8.8.8"));
  }

  @Test
  void anythingOrNothing() throws Exception {
    assertTrue(allows(WebRules.of(List.of("any")), "localhost", "127.0.0.1"));
    assertFalse(allows(WebRules.of(List.of()), "host.example", "8.8.8.8"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.0.0.0/33", "10.0.0.0/x", "http://x", "a b", "", "*", "300.1.1.1", "::/129"})
  void whatIsNeitherIsRefused(String word) {
    assertThrows(IllegalArgumentException.class, () -> WebRules.of(List.of(word)));
  }
}
