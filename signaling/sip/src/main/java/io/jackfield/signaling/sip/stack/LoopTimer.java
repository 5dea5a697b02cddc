package io.jackfield.signaling.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.stack.SIPStackTimerTask;
import gov.nist.javax.sip.stack.timers.SipTimer;
import io.jackfield.signaling.transport.connection.Loop;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stack's timers, run on the loop that owns the Call-ID of their transaction. */
public final class LoopTimer implements SipTimer {

  private static final Logger LOG = LoggerFactory.getLogger(LoopTimer.class);

  private final AtomicLong pending = new AtomicLong();
  private volatile SipStackImpl stack;
  private volatile boolean started;

  /** Made by the stack, by name. */
  public LoopTimer() {}

  @Override
  public void start(SipStackImpl sipStack, Properties configurationProperties) {
    stack = sipStack;
    started = true;
  }

  @Override
  public void stop() {
    started = false;
  }

  @Override
  public boolean isStarted() {
    return started;
  }

  /** Timers set and neither run out nor called off. */
  long pending() {
    return pending.get();
  }

  @Override
  public boolean schedule(SIPStackTimerTask task, long delay) {
    return start(task, delay, -1);
  }

  @Override
  public boolean scheduleWithFixedDelay(SIPStackTimerTask task, long delay, long period) {
    return start(task, delay, period);
  }

  @Override
  public boolean cancel(SIPStackTimerTask task) {
    if (task.getSipTimerTask() instanceof Running running) {
      task.cleanUpBeforeCancel();
      task.setSipTimerTask(null);
      running.cancel();
      return true;
    }
    return false;
  }

  private boolean start(SIPStackTimerTask task, long delay, long period) {
    if (!started) {
      return false;
    }
    Object hash = task.getThreadHash();
    Owners owners = ((JainStack) stack).owners();
    Loop loop = hash == null ? owners.loops().get(0) : owners.of(hash.toString());
    Running running = new Running(task, loop, period);
    task.setSipTimerTask(running);
    pending.incrementAndGet();
    running.arm(delay);
    return true;
  }

  private final class Running implements Runnable {
    private final SIPStackTimerTask task;
    private final Loop loop;
    private final long period;
    private volatile boolean over;
    private volatile Loop.Timer timer;

    Running(SIPStackTimerTask task, Loop loop, long period) {
      this.task = task;
      this.loop = loop;
      this.period = period;
    }

    void arm(long delay) {
      timer = loop.schedule(Duration.ofMillis(Math.max(0, delay)), this);
    }

    void cancel() {
      finish();
      Loop.Timer armed = timer;
      if (armed != null) {
        armed.cancel();
      }
    }

    private void finish() {
      if (!over) {
        over = true;
        pending.decrementAndGet();
      }
    }

    @Override
    public void run() {
      if (over || !started) {
        return;
      }
      if (period < 0) {
        finish();
      }
      try {
        task.runTask();
      } catch (RuntimeException e) {
        // One transaction's timer must not take the loop down with it.
        LOG.warn("A SIP timer failed", e);
        ((JainStack) stack).counters().faults.increment();
      }
      if (period >= 0 && !over) {
        arm(period);
      }
    }
  }
}
