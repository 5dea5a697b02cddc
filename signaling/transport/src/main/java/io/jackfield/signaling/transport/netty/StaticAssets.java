package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.http.HttpResponse;
import io.jackfield.signaling.transport.http.RequestHead;
import io.jackfield.signaling.transport.http.StaticContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/**
 * Static files from the class path, kept in memory once asked for. Only what exists is kept, so a
 * client cannot fill the memory with made-up names. Any thread.
 */
final class StaticAssets {

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("html", "text/html; charset=utf-8"),
          Map.entry("css", "text/css; charset=utf-8"),
          Map.entry("js", "text/javascript; charset=utf-8"),
          Map.entry("mjs", "text/javascript; charset=utf-8"),
          Map.entry("json", "application/json"),
          Map.entry("map", "application/json"),
          Map.entry("webmanifest", "application/manifest+json"),
          Map.entry("svg", "image/svg+xml"),
          Map.entry("png", "image/png"),
          Map.entry("jpg", "image/jpeg"),
          Map.entry("ico", "image/x-icon"),
          Map.entry("woff2", "font/woff2"),
          Map.entry("wav", "audio/wav"),
          Map.entry("ogg", "audio/ogg"),
          Map.entry("mp3", "audio/mpeg"),
          Map.entry("txt", "text/plain; charset=utf-8"),
          Map.entry("md", "text/markdown; charset=utf-8"),
          Map.entry("ts", "text/plain; charset=utf-8"));

  private static final int GZIP_WORTH = 1_024;

  private final Engine engine;
  private final Map<String, Asset> cache = new ConcurrentHashMap<>();

  StaticAssets(Engine engine) {
    this.engine = engine;
  }

  private static final class Asset {
    final byte[] plain;
    final Optional<byte[]> gzip;
    final String type;
    final String tag;

    Asset(byte[] plain, String type) {
      this.plain = plain;
      this.type = type;
      this.tag = tagOf(plain);
      boolean text = type.startsWith("text/") || type.contains("json") || type.contains("svg");
      this.gzip =
          text && plain.length >= GZIP_WORTH ? Optional.of(compress(plain)) : Optional.empty();
    }
  }

  /**
   * Answers a GET or HEAD.
   *
   * @param rest decoded path below the content's prefix, without dot segments
   */
  CompletionStage<HttpResponse> respond(StaticContent content, String rest, RequestHead head) {
    String name = rest.isEmpty() || rest.endsWith("/") ? rest + "index.html" : rest;
    String resource = content.root() + "/" + name;
    String key = System.identityHashCode(content.loader()) + ":" + resource;
    Asset cached = cache.get(key);
    if (cached != null) {
      return CompletableFuture.completedFuture(found(cached, head));
    }
    return engine.offLoop(
        () -> {
          Optional<Asset> loaded = load(content.loader(), resource);
          loaded.ifPresent(asset -> cache.put(key, asset));
          return loaded
              .map(asset -> found(asset, head))
              .orElseGet(() -> missing(content, resource, head));
        });
  }

  private static HttpResponse found(Asset asset, RequestHead head) {
    Map<String, String> fields = new HashMap<>();
    fields.put("etag", asset.tag);
    fields.put("cache-control", "no-cache");
    fields.put("vary", "accept-encoding");
    boolean unchanged =
        head.headers().all("if-none-match").stream()
            .flatMap(value -> Arrays.stream(value.split(",")))
            .map(String::trim)
            .anyMatch(
                tag -> tag.equals("*") || tag.equals(asset.tag) || tag.equals("W/" + asset.tag));
    if (unchanged) {
      return new HttpResponse(304, fields, new byte[0]);
    }
    fields.put("content-type", asset.type);
    if (asset.gzip.isPresent() && acceptsGzip(head)) {
      fields.put("content-encoding", "gzip");
      return new HttpResponse(200, fields, asset.gzip.get());
    }
    return new HttpResponse(200, fields, asset.plain);
  }

  private static boolean acceptsGzip(RequestHead head) {
    return head.headers().all("accept-encoding").stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(token -> token.replace(" ", "").toLowerCase(Locale.ROOT))
        .anyMatch(
            token ->
                token.equals("gzip")
                    || token.startsWith("gzip;") && !token.matches("gzip;q=0(\\.0*)?"));
  }

  /** A folder asked for without its slash gets a redirect, so that its relative links work. */
  private static HttpResponse missing(StaticContent content, String resource, RequestHead head) {
    if (content.loader().getResource(resource + "/index.html") != null) {
      return HttpResponse.redirect(Redirects.withSlash(head.path()));
    }
    return HttpResponse.text(404, "not found");
  }

  private static Optional<Asset> load(ClassLoader loader, String resource) {
    URL url = loader.getResource(resource);
    if (url == null || resource.contains("//") || isFolder(loader, url, resource)) {
      return Optional.empty();
    }
    try (InputStream in = url.openStream()) {
      return Optional.of(new Asset(in.readAllBytes(), type(resource)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read resource " + resource, e);
    }
  }

  private static boolean isFolder(ClassLoader loader, URL url, String resource) {
    if (url.getProtocol().equals("file")) {
      try {
        return Files.isDirectory(Path.of(url.toURI()));
      } catch (java.net.URISyntaxException e) {
        return true;
      }
    }
    return loader.getResource(resource + "/") != null;
  }

  private static String type(String resource) {
    String extension = resource.substring(resource.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(extension.toLowerCase(Locale.ROOT), "application/octet-stream");
  }

  private static String tagOf(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(digest, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] compress(byte[] bytes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 2);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException("compressing in memory", e);
    }
    return out.toByteArray();
  }
}
