package io.jackfield.signaling.transport.http;

/**
 * Files served from the class path.
 *
 * @param loader where the resources are
 * @param root folder without slashes at its ends, e.g. {@code web/phone}; nothing outside is served
 */
public record StaticContent(ClassLoader loader, String root) {

  /** Checks the folder's name. */
  public StaticContent {
    if (root.isEmpty() || root.startsWith("/") || root.endsWith("/") || root.contains("..")) {
      throw new IllegalArgumentException("not a resource folder: " + root);
    }
  }
}
