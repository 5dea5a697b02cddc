package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.connection.ListenException;
import io.jackfield.signaling.transport.connection.ListenException.Reason;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Says in words why an address could not be bound. */
final class BindErrors {

  private static final int FIRST_FREE_PORT = 1024;

  private BindErrors() {}

  /**
   * Explains a failed bind.
   *
   * @param transport e.g. {@code UDP}, for addresses that exist once for each transport
   */
  static ListenException explain(InetSocketAddress address, String transport, Throwable cause) {
    String system =
        Optional.ofNullable(cause.getMessage()).orElse(cause.toString()).toLowerCase(Locale.ROOT);
    String where = text(address);
    if (address.isUnresolved()) {
      return new ListenException(
          Reason.NO_SUCH_ADDRESS, address, where + ": the host name is unknown", cause);
    }
    if (system.contains("already in use")) {
      return new ListenException(
          Reason.IN_USE, address, where + " is already in use (" + transport + ")", cause);
    }
    if (system.contains("permission denied")) {
      String cure =
          address.getPort() < FIRST_FREE_PORT
              ? "port " + address.getPort() + " needs CAP_NET_BIND_SERVICE or a port above 1023"
              : "the system forbids it";
      return new ListenException(
          Reason.NO_PERMISSION, address, where + ": no permission; " + cure, cause);
    }
    if (system.contains("cannot assign") || system.contains("not available")) {
      return new ListenException(
          Reason.NO_SUCH_ADDRESS, address, where + ": this host has no such address", cause);
    }
    return new ListenException(
        Reason.OTHER, address, where + " cannot be bound: " + cause.getMessage(), cause);
  }

  /** Names the address in the failure of what a listener there needs first: its certificate. */
  static <T> CompletionStage<T> named(InetSocketAddress address, CompletionStage<T> needed) {
    CompletableFuture<T> result = new CompletableFuture<>();
    needed.whenComplete(
        (value, failure) -> {
          if (failure == null) {
            result.complete(value);
          } else {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            result.completeExceptionally(
                new ListenException(
                    Reason.OTHER, address, text(address) + ": " + cause.getMessage(), cause));
          }
        });
    return result;
  }

  /** Address and port as one writes them, IPv6 in brackets. */
  static String text(InetSocketAddress address) {
    if (address.isUnresolved()) {
      return address.getHostString() + ":" + address.getPort();
    }
    String host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
