package io.jackfield.media.embedded.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that owns sockets and all state of the legs on them. Packets are handled where they
 * are read; tasks and timers run between bursts. How sockets are polled is the subclass's.
 */
public abstract class MediaLoop implements Executor, AutoCloseable {

  /** Free bytes before each packet handed to a handler. */
  public static final int HEADROOM = 64;

  /** Free bytes behind each packet handed to a handler: room for tags. */
  public static final int TAILROOM = 64;

  /** Longest packet received; longer ones are cut and then fail their checks. */
  public static final int MAX_PACKET = 1600;

  private static final Logger LOG = LoggerFactory.getLogger(MediaLoop.class);

  private record Timer(long at, long order, Runnable task) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
      int byTime = Long.compare(at - other.at, 0);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }
  }

  private final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final PriorityQueue<Timer> timers = new PriorityQueue<>();
  private final AtomicBoolean wakeUpPending = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closing;
  private long now = System.nanoTime();
  private long timerOrder;
  private long handlerFaults;

  /**
   * A loop that is not running yet.
   *
   * @param name of its thread
   */
  protected MediaLoop(String name) {
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins to run; called once. */
  public final void start() {
    thread.start();
  }

  /** Whether the caller is the loop's thread. */
  public final boolean inLoop() {
    return Thread.currentThread() == thread;
  }

  /** Nanoseconds of a monotonic clock, read once a burst; loop thread only. */
  public final long now() {
    return now;
  }

  /** Exceptions that handlers let out; 0 unless there is a defect. Loop thread only. */
  public final long handlerFaults() {
    return handlerFaults;
  }

  /** Runs a task on the loop: at once when called there, else after the current burst. */
  @Override
  public final void execute(Runnable task) {
    if (inLoop()) {
      task.run();
      return;
    }
    post(task);
  }

  /**
   * Runs a task on the loop after the current burst, also when called there.
   *
   * @param task dropped when the loop is closed
   */
  public final void post(Runnable task) {
    tasks.add(task);
    if (wakeUpPending.compareAndSet(false, true)) {
      wakeUp();
    }
  }

  /**
   * Runs a task later; loop thread only. Who may no longer want it checks for itself.
   *
   * @param delayNanos from now, at least 0
   * @param task the task
   */
  public final void schedule(long delayNanos, Runnable task) {
    timers.add(new Timer(now + delayNanos, timerOrder++, task));
  }

  /**
   * Binds a UDP port; from any thread. Packets come once the loop runs.
   *
   * @param local address to bind, port 0 for any
   * @param shared whether other loops bind the same port too (SO_REUSEPORT)
   * @param handler gets packets of peers without owner
   * @return the port
   * @throws IOException when the address cannot be bound
   */
  public abstract UdpPort open(InetSocketAddress local, boolean shared, PacketHandler handler)
      throws IOException;

  /** Packets the system refused to send; loop thread only. */
  public abstract long sendFailures();

  /** Handles what is ready, or waits at most so long for something to be. */
  protected abstract void poll(long timeoutNanos) throws IOException;

  /** Ends a wait of the loop; from any thread. */
  protected abstract void wakeUp();

  /** Frees the sockets; on the loop's thread, last. */
  protected abstract void release();

  /** Hands a packet to its owner or the port's handler, and keeps defects from ending the loop. */
  protected final void deliver(
      PacketHandler handler, UdpPort port, byte[] data, int off, int len, Peer from) {
    PacketHandler owner = from.owner();
    try {
      (owner == null ? handler : owner).onPacket(port, data, off, len, from);
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  private void fault(RuntimeException e) {
    handlerFaults++;
    if (Long.bitCount(handlerFaults) == 1) {
      // Logged at 1, 2, 4, 8 ... so that a packet that provokes it cannot fill the disk.
      LOG.error("Defect in the packet path, seen {} times", handlerFaults, e);
    }
  }

  private void run() {
    try {
      while (!closing) {
        pollSafely();
        now = System.nanoTime();
        wakeUpPending.set(false);
        runTasks();
        runTimers();
      }
      runTasks();
    } catch (IOException e) {
      LOG.error("Media loop {} ends: its sockets cannot be polled", thread.getName(), e);
    } finally {
      release();
    }
  }

  private void pollSafely() throws IOException {
    try {
      poll(timeout());
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  private long timeout() {
    if (!tasks.isEmpty()) {
      return 0;
    }
    Timer next = timers.peek();
    return next == null ? TimeUnit.SECONDS.toNanos(1) : Math.max(0, next.at - System.nanoTime());
  }

  private void runTasks() {
    for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
      runSafely(task);
    }
  }

  private void runTimers() {
    for (Timer next = timers.peek(); next != null && next.at - now <= 0; next = timers.peek()) {
      timers.poll();
      runSafely(next.task);
    }
  }

  private void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) {
      fault(e);
    }
  }

  /**
   * Begins a burst of packets: takes the time, and runs waiting tasks first, so that whatever was
   * asked for before a packet was sent holds when it is handled.
   */
  protected final void beginBurst() {
    now = System.nanoTime();
    if (!tasks.isEmpty()) {
      runTasks();
    }
  }

  /** Ends the loop and waits until its sockets are free, at most 5 s. */
  @Override
  public final void close() {
    closing = true;
    wakeUp();
    if (inLoop() || thread.getState() == Thread.State.NEW) {
      return;
    }
    try {
      thread.join(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
