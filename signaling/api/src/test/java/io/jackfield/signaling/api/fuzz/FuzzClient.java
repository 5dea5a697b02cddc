package io.jackfield.signaling.api.fuzz;

import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.time.Owner;
import io.jackfield.signaling.api.envelope.EnvelopeException;
import io.jackfield.signaling.api.envelope.Message;
import io.jackfield.signaling.api.envelope.MessageReader;
import io.jackfield.signaling.api.envelope.TestJson;
import io.jackfield.signaling.api.envelope.Tid;
import io.jackfield.signaling.api.frame.FrameException;
import io.jackfield.signaling.api.frame.FrameMode;
import io.jackfield.signaling.api.frame.FrameReader;
import io.jackfield.signaling.api.testing.Contract;
import io.jackfield.signaling.transport.connection.CloseCause;
import io.jackfield.signaling.transport.connection.Connection;
import io.jackfield.signaling.transport.connection.Loop;
import io.jackfield.signaling.transport.connection.TransportKind;
import io.jackfield.signaling.transport.stream.StreamHandler;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A TCP connection in virtual time whose client says any bytes. It reads along what it says, and so
 * knows what has to be answered.
 */
final class FuzzClient implements Connection {

  private static final InetSocketAddress REMOTE = new InetSocketAddress("127.0.0.1", 4_000);
  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 9_010);
  private static final int LONGEST = 16 << 20;

  private final StreamHandler handler;
  private final Owner owner;
  private final Contract contract;
  private final boolean answers;
  private final FrameReader said = new FrameReader(LONGEST);
  private final FrameReader heard = new FrameReader(LONGEST);
  private final Deque<byte[]> unread = new ArrayDeque<>();
  private final Map<Tid, Integer> owed = new HashMap<>();
  private Object attachment;
  private boolean open = true;
  private boolean paused;
  private boolean unreadable;
  private Optional<Integer> closeCode = Optional.empty();

  /**
   * Makes a client and connects it.
   *
   * @param answers whether it agrees to what the gateway asks, or never answers
   */
  FuzzClient(StreamHandler handler, Owner owner, Contract contract, boolean answers) {
    this.handler = handler;
    this.owner = owner;
    this.contract = contract;
    this.answers = answers;
    owner.execute(() -> handler.onOpen(this));
  }

  /** Says bytes, later, in order, each time in a task of its own. */
  void say(byte[] bytes) {
    unread.add(bytes);
    owner.execute(this::feed);
  }

  /** Says one message in a framing. */
  void say(FrameMode mode, String text) {
    say(mode.encode(text));
  }

  private void feed() {
    if (!open || paused || unread.isEmpty()) {
      return;
    }
    byte[] bytes = unread.remove();
    follow(ByteBuffer.wrap(bytes));
    handler.onBytes(this, ByteBuffer.wrap(bytes));
    if (!unread.isEmpty()) {
      owner.execute(this::feed);
    }
  }

  private void follow(ByteBuffer bytes) {
    if (unreadable) {
      return;
    }
    try {
      said.read(bytes, this::said);
    } catch (FrameException e) {
      unreadable = true;
    }
  }

  private void said(String text) {
    if (unreadable) {
      return;
    }
    contract.said(text);
    try {
      if (MessageReader.read(text) instanceof Message.Request request) {
        owed.merge(request.tid(), 1, Integer::sum);
      }
    } catch (EnvelopeException e) {
      unreadable = true;
    }
  }

  /** The client goes away, if it is still there. */
  void leave() {
    if (open) {
      end(new CloseCause(CloseCause.Kind.PEER, 1005, ""));
    }
  }

  /** The code it was closed with by the gateway. */
  Optional<Integer> closeCode() {
    return closeCode;
  }

  /** Fails unless everything was answered, or the connection closed. */
  void check() {
    if (closeCode.isPresent()) {
      return;
    }
    if (unreadable) {
      throw new AssertionError("no message, and the connection stays");
    }
    if (paused) {
      throw new AssertionError("nothing is read any more");
    }
    owed.values().removeIf(count -> count == 0);
    if (!owed.isEmpty()) {
      throw new AssertionError("never answered: " + owed);
    }
  }

  private void hear(String text) {
    Map<String, Object> message = TestJson.object(text);
    contract.heard(message);
    if (message.get("result") instanceof String result) {
      Object tid = message.get("tid");
      owed.merge(tid instanceof Tid number ? number : Tid.ofText((String) tid), -1, Integer::sum);
      if (result.equals("error")) {
        Object code = ((Map<?, ?>) message.get("data")).get("code");
        if (code.equals(Reason.INTERNAL_ERROR.code())
            || code.equals(Reason.INTERNAL_ERROR_REF.code())) {
          throw new AssertionError("an internal error: " + text);
        }
      }
    } else if (message.containsKey("cmd") && answers) {
      // It may fall into a message the client has begun; both sides then read the same nonsense.
      say(said.mode().orElseThrow(), "{\"result\":\"ok\",\"tid\":" + message.get("tid") + "}");
    }
  }

  private void end(CloseCause cause) {
    open = false;
    unread.clear();
    owner.execute(() -> handler.onClosed(this, cause));
  }

  @Override
  public CompletionStage<Void> send(byte[] bytes) {
    if (!owner.inOwner()) {
      throw new AssertionError("sent outside its loop");
    }
    if (open) {
      try {
        heard.read(ByteBuffer.wrap(bytes), this::hear);
      } catch (FrameException e) {
        throw new AssertionError("the gateway's framing is wrong", e);
      }
    }
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<Void> send(String text) {
    throw new AssertionError("text without a frame");
  }

  @Override
  public void close() {
    close(1000, "");
  }

  @Override
  public void close(int code, String reason) {
    if (open) {
      closeCode = Optional.of(code);
      end(new CloseCause(CloseCause.Kind.LOCAL, code, reason));
    }
  }

  @Override
  public void pauseReading() {
    paused = true;
  }

  @Override
  public void resumeReading() {
    paused = false;
    owner.execute(this::feed);
  }

  @Override
  public Loop loop() {
    return new Loop() {
      @Override
      public boolean inLoop() {
        return owner.inOwner();
      }

      @Override
      public Timer schedule(Duration delay, Runnable task) {
        return owner.schedule(delay, task)::cancel;
      }

      @Override
      public void execute(Runnable task) {
        owner.execute(task);
      }
    };
  }

  @Override
  public void attach(Object next) {
    attachment = next;
  }

  @Override
  public <T> Optional<T> attachment(Class<T> type) {
    return type.isInstance(attachment) ? Optional.of(type.cast(attachment)) : Optional.empty();
  }

  @Override
  public String id() {
    return "fuzz";
  }

  @Override
  public TransportKind kind() {
    return TransportKind.TCP;
  }

  @Override
  public InetSocketAddress remote() {
    return REMOTE;
  }

  @Override
  public InetSocketAddress local() {
    return LOCAL;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public long queuedMessages() {
    return 0;
  }
}
