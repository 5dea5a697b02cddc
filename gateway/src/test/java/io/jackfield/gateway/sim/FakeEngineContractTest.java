package io.jackfield.gateway.sim;

import io.jackfield.gateway.failure.Failure;
import io.jackfield.gateway.failure.Reason;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.media.MediaEngineContractTest;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;

/** The contract on the fake: what the model's tests rest on is what real engines promise. */
class FakeEngineContractTest extends MediaEngineContractTest {

  @Override
  protected MediaEngine start() {
    Random random = new Random(1);
    return new FakeEngine(new SimTime(random, 1), random, FakeEngine.Manners.GOOD, true);
  }

  @Override
  protected void stop(MediaEngine running) {
    // It holds nothing.
  }

  @Override
  protected String file() {
    return "https://example.org/a.webm";
  }

  @Override
  protected Optional<Reason> vanish() {
    ((FakeEngine) started()).vanish(Failure.of(Reason.SESSION_FAILED));
    return Optional.of(Reason.SESSION_FAILED);
  }

  /** It lives in the one thread of virtual time. */
  @Override
  protected Executor callers() {
    return Runnable::run;
  }
}
