package io.jackfield.bench.api;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The process of a {@link Crowd}: reads how many connections are wanted, says when they are up. */
public final class CrowdProcess {

  private CrowdProcess() {}

  /** The address. */
  public static void main(String[] arguments) throws Exception {
    int members = 0;
    try (WsClients clients = new WsClients(URI.create(arguments[0]), null);
        BufferedReader orders =
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = orders.readLine(); line != null; line = orders.readLine()) {
        for (int wanted = Integer.parseInt(line); members < wanted; members++) {
          clients.connect(new Member(clients, "crowd-" + members));
        }
        clients.awaitReady();
        System.out.println("open " + clients.open());
      }
    }
  }

  /** Logs in, and then answers what it is asked. */
  private record Member(WsClients clients, String user) implements Talk {

    @Override
    public void opened(WsClient client) {
      client.say(ApiWords.login(user));
    }

    @Override
    public void said(WsClient client, String text) {
      if (ApiWords.isRequest(text)) {
        client.say(ApiWords.agreed(text));
      } else if (ApiWords.isReply(text)) {
        clients.ready();
      }
    }
  }
}
