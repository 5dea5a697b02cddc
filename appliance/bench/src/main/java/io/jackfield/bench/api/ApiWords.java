package io.jackfield.bench.api;

/** Messages of the External API, put together and taken apart without a JSON library's cost. */
final class ApiWords {

  private static final String TID = "\"tid\":";

  private ApiWords() {}

  /** A request. */
  static String request(String path, String data, long tid) {
    String[] words = path.split("/");
    return "{\"class\":\""
        + words[0]
        + "\",\"subclass\":\""
        + words[1]
        + "\",\"cmd\":\""
        + words[2]
        + "\",\"data\":"
        + data
        + ",\"tid\":"
        + tid
        + "}";
  }

  /** A login with a name that nobody owns. */
  static String login(String user) {
    return request("core/user/login", "{\"user\":\"" + user + "\"}", 1);
  }

  /** Whether it is a reply; it must be one that says ok. */
  static boolean isReply(String message) {
    if (!message.contains("\"result\":")) {
      return false;
    }
    if (!message.contains("\"result\":\"ok\"")) {
      throw new IllegalStateException("the gateway refuses: " + message);
    }
    return true;
  }

  /** Whether it asks the client something; the answer then is {@link #agreed}. */
  static boolean isRequest(String message) {
    return message.contains("\"cmd\":");
  }

  /** The answer ok to a request of the gateway. */
  static String agreed(String message) {
    return "{\"result\":\"ok\",\"tid\":" + tid(message) + "}";
  }

  /** The number of its transaction, which the gateway writes last. */
  static long tid(String message) {
    int from = message.lastIndexOf(TID) + TID.length();
    return Long.parseLong(message.substring(from, message.indexOf('}', from)));
  }
}
