package io.jackfield.signaling.api.command;

import io.jackfield.gateway.event.Subscriber;
import io.jackfield.gateway.event.Subscription;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.time.Timer;
import io.jackfield.signaling.api.event.EventSpelling;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A connection as handlers see it. As an executor it runs tasks on the connection's loop, in order,
 * always later. As a subscriber it sends events to its client. All methods from any thread unless
 * said otherwise.
 */
public interface Client extends Executor, Subscriber {

  /**
   * The service it talks to.
   *
   * @return never null
   */
  Service service();

  /**
   * Who it is.
   *
   * @return empty before the login
   */
  Optional<Identity> identity();

  /**
   * Where it comes from.
   *
   * @return e.g. {@code wss:192.0.2.7:50122}
   */
  String remote();

  /**
   * Whether it can still be talked to.
   *
   * @return false once it closed
   */
  boolean isOpen();

  /**
   * Remembers the words of a subscription, in which its events are told. On the loop.
   *
   * @param topic the subscription
   * @param spelling canonical to forget what was remembered
   */
  void spell(Subscription topic, EventSpelling spelling);

  /**
   * Closes the connection after what was sent to it. On the loop.
   *
   * @param code WebSocket close code (RFC 6455 section 7.4)
   * @param reason in words
   */
  void close(int code, String reason);

  /**
   * Tells who it is, once, on the loop.
   *
   * @param identity from the login
   */
  void identify(Identity identity);

  /**
   * Sends a request and waits for its answer (5 s, or 180 s after each ack).
   *
   * @param eventClass class
   * @param subclass subclass
   * @param cmd command
   * @param data JSON-like object
   * @return the answer, whatever its result; fails with {@code timeout}, after which the connection
   *     closes, or {@code process_down}
   */
  CompletionStage<ClientReply> request(
      String eventClass, String subclass, String cmd, Map<String, Object> data);

  /**
   * Runs a task on the loop later.
   *
   * @param delay zero or more
   * @param task runs unless cancelled
   * @return to cancel it
   */
  Timer schedule(Duration delay, Runnable task);
}
