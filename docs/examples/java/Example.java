import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Logs in, makes a media session, hears of it, and ends it. */
public final class Example {

  private Example() {}

  /** The address, a user and the password. */
  public static void main(String[] arguments) throws Exception {
    CountDownLatch destroyed = new CountDownLatch(1);
    try (ApiClient api =
        new ApiClient(
            URI.create(arguments[0]),
            event -> {
              System.out.println("event " + event.get("type"));
              if ("destroyed".equals(event.get("type"))) {
                destroyed.countDown();
              }
            })) {
      System.out.println("logged in as " + api.login(arguments[1], arguments[2]));

      Map<String, Object> made =
          Json.object(api.request("media/session/create", Map.of("type", "p2p")).join());
      Map<String, Object> session = Map.of("session_id", made.get("session_id"));
      Map<String, Object> info =
          Json.object(api.request("media/session/get_info", session).join());
      System.out.println("a session of type " + info.get("type"));

      try {
        api.request("media/session/create", Map.of("type", "disco")).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof ApiClient.ApiException refused) {
          System.out.println("refused: " + refused.code + " " + refused.getMessage());
        }
      }

      api.request("media/session/destroy", session).join();
      if (!destroyed.await(5, TimeUnit.SECONDS)) {
        throw new IllegalStateException("nothing was heard of its end");
      }
      List<?> left = (List<?>) api.request("media/session/get_list", Map.of()).join();
      System.out.println(left.size() + " sessions left");
    }
  }
}
