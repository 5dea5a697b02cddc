package io.jackfield.bench.api;

/** What one connection does. On its event loop. */
interface Talk {

  /** The WebSocket is open. */
  void opened(WsClient client);

  /** A message came. */
  void said(WsClient client, String text);
}
