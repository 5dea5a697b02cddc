package io.jackfield.gateway.service;

import io.jackfield.gateway.failure.FailureException;
import io.jackfield.gateway.failure.Reason;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/**
 * What a service says about files and logs of its sessions and rooms (core-commands.md, "service").
 *
 * @param recordDir directory of recordings, a {@code file:} URI that ends in {@code /}
 * @param recordUrlPrefix where the operator's web server shows that directory
 * @param playDirs directories files may be played from, {@code file:} URIs that end in {@code /}
 * @param messageLogMax most messages kept a room
 */
public record MediaSettings(
    URI recordDir, Optional<String> recordUrlPrefix, List<URI> playDirs, int messageLogMax) {

  /** Most messages kept a room when nothing else is said. */
  public static final int MESSAGE_LOG_MAX = 10_000;

  /** Recordings in {@code /tmp/jackfield/}, for tests and for services nobody records in. */
  public static final MediaSettings STANDARD =
      new MediaSettings(
          URI.create("file:///tmp/jackfield/"), Optional.empty(), List.of(), MESSAGE_LOG_MAX);

  /** Copies the list. */
  public MediaSettings {
    playDirs = List.copyOf(playDirs);
  }

  /**
   * A target a client names for a recording.
   *
   * @param given as the client wrote it
   * @return inside the record directory
   * @throws FailureException {@code invalid_uri} for anything else
   */
  URI target(String given) {
    URI uri = parse(given);
    if (!inside(uri, recordDir)) {
      throw FailureException.of(Reason.INVALID_URI);
    }
    return file(uri);
  }

  /**
   * Something a client wants played: on the web, or a file in a directory that is open to it.
   *
   * @param given as the client wrote it
   * @return the same, without detours
   * @throws FailureException {@code invalid_uri} for anything else
   */
  String source(String given) {
    URI uri = parse(given);
    boolean web =
        "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
    boolean open =
        web && uri.getHost() != null
            || inside(uri, recordDir)
            || playDirs.stream().anyMatch(dir -> inside(uri, dir));
    if (!open) {
      throw FailureException.of(Reason.INVALID_URI);
    }
    return (web ? uri : file(uri)).toString();
  }

  /** The usual way to write it, which normalizing takes away. */
  private static URI file(URI uri) {
    return URI.create("file://" + uri.getRawPath());
  }

  private static URI parse(String given) {
    try {
      return new URI(given).normalize();
    } catch (URISyntaxException e) {
      throw new FailureException(io.jackfield.gateway.failure.Failure.of(Reason.INVALID_URI), e);
    }
  }

  /** By text once detours are gone; an encoded slash or dot must not bring them back. */
  private static boolean inside(URI uri, URI dir) {
    boolean file = "file".equals(uri.getScheme()) && uri.getRawPath() != null;
    boolean local = uri.getHost() == null && uri.getQuery() == null && uri.getFragment() == null;
    if (!file || !local) {
      return false;
    }
    String raw = uri.getRawPath().toLowerCase(java.util.Locale.ROOT);
    boolean hidden =
        raw.contains("%2f") || raw.contains("%2e") || raw.contains("%00") || raw.contains("/../");
    return !hidden
        && uri.getPath().startsWith(dir.getPath())
        && uri.getPath().length() > dir.getPath().length();
  }
}
