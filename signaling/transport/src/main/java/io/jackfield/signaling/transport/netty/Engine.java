package io.jackfield.signaling.transport.netty;

import io.jackfield.signaling.transport.TransportConfig;
import io.jackfield.signaling.transport.connection.Loop;
import io.netty.channel.Channel;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;

/** What all parts of one transport share: event loops, counters, the pool for file reading. */
final class Engine {

  private static final int BLOCKING_QUEUE = 1_000;

  final TransportConfig config;
  final IoPlatform platform;
  final EventLoopGroup group;
  final Counters counters = new Counters();

  private final Map<EventExecutor, Loop> loops;
  private final List<Loop> order;
  private final ThreadPoolExecutor blocking;
  private final AtomicLong numbers = new AtomicLong();
  private final Map<Object, Function<Duration, CompletionStage<Void>>> opened =
      new ConcurrentHashMap<>();
  private final AtomicBoolean closing = new AtomicBoolean();

  Engine(TransportConfig config) {
    this.config = config;
    this.platform = IoPlatform.choose(config.nativeIo());
    this.group =
        new MultiThreadIoEventLoopGroup(
            config.loops(), new DefaultThreadFactory("jackfield-io"), platform.factory());
    Map<EventExecutor, Loop> map = new IdentityHashMap<>();
    List<Loop> list = new ArrayList<>();
    for (EventExecutor executor : group) {
      Loop loop = new NettyLoop(executor);
      map.put(executor, loop);
      list.add(loop);
    }
    this.loops = Collections.unmodifiableMap(map);
    this.order = List.copyOf(list);
    this.blocking =
        new ThreadPoolExecutor(
            1,
            1,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(BLOCKING_QUEUE),
            new DefaultThreadFactory("jackfield-files", true));
    blocking.allowCoreThreadTimeOut(true);
  }

  List<Loop> loops() {
    return order;
  }

  Loop loop(Channel channel) {
    return Optional.ofNullable(loops.get(channel.eventLoop())).orElseThrow();
  }

  long nextNumber() {
    return numbers.incrementAndGet();
  }

  /** Runs something that reads files, away from the event loops. */
  <T> CompletionStage<T> offLoop(Supplier<T> task) {
    try {
      return CompletableFuture.supplyAsync(task, blocking);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /**
   * Remembers something open until it is {@link #forget forgotten}, so that closing the transport
   * closes it; something that opens while the transport closes is closed at once.
   */
  void remember(Object resource, Function<Duration, CompletionStage<Void>> closer) {
    opened.put(resource, closer);
    if (closing.get()) {
      closer.apply(Duration.ZERO);
    }
  }

  void forget(Object resource) {
    opened.remove(resource);
  }

  /** Closes all that is open, then ends all threads. */
  CompletionStage<Void> close(Duration deadline) {
    closing.set(true);
    CompletableFuture<?>[] all =
        opened.values().stream()
            .map(closer -> closer.apply(deadline).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new);
    return CompletableFuture.allOf(all).thenCompose(gone -> endThreads(deadline));
  }

  private CompletionStage<Void> endThreads(Duration deadline) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    blocking.shutdown();
    group
        .shutdownGracefully(0, Math.max(1, deadline.toMillis()), TimeUnit.MILLISECONDS)
        .addListener(ended -> done.complete(null));
    return done;
  }
}
