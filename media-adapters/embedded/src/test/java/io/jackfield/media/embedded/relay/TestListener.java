package io.jackfield.media.embedded.relay;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Writes down what a transport and its stream tell. */
final class TestListener implements TransportListener, StreamListener {

  final BlockingQueue<String> events = new LinkedBlockingQueue<>();

  /** Waits for an event that begins so, passing over others. */
  String await(String beginning) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    List<String> others = new ArrayList<>();
    while (true) {
      String event = events.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new IllegalStateException("never told: " + beginning + ", but: " + others);
      }
      if (event.startsWith(beginning)) {
        return event;
      }
      others.add(event);
    }
  }

  @Override
  public void onIceConnected(InetSocketAddress remote) {
    events.add("ice " + remote.getPort());
  }

  @Override
  public void onUp(String protection) {
    events.add("up " + protection);
  }

  @Override
  public void onMediaStarted() {
    events.add("started");
  }

  @Override
  public void onMediaStopped() {
    events.add("stopped");
  }

  @Override
  public void onDown(String reason) {
    events.add("down " + reason);
  }

  @Override
  public void onFailed(String reason) {
    events.add("failed " + reason);
  }

  @Override
  public void onDigit(char digit) {
    events.add("digit " + digit);
  }

  @Override
  public void onKeyFrameWanted() {
    events.add("keyframe");
  }
}
