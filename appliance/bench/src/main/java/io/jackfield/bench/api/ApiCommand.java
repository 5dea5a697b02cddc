package io.jackfield.bench.api;

/**
 * One command of the External API, asked again and again.
 *
 * @param path class/subclass/command
 * @param data as JSON
 */
record ApiCommand(String path, String data) implements Dialect {

  /** The login is number 1. */
  @Override
  public String request(long number) {
    return ApiWords.request(path, data, number + 1);
  }

  @Override
  public long replyTo(String message) {
    return ApiWords.isReply(message) ? ApiWords.tid(message) - 1 : 0;
  }
}
