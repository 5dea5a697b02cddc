package io.jackfield.signaling.api.fuzz;

/** The second target: each input is the life of one connection; see {@link FuzzWorld}. */
public final class DispatchFuzzer {

  /** A world grows a little with each name it has seen, so it is not kept for ever. */
  private static final int LIVES_A_WORLD = 500;

  // The fuzzer calls a static method, so what lasts from input to input hangs on the class.
  private static final DispatchFuzzer INSTANCE = new DispatchFuzzer();

  private FuzzWorld world = new FuzzWorld();
  private int lives;

  private DispatchFuzzer() {}

  /**
   * The entry of the fuzzer.
   *
   * @param input the first byte says who connects and how, the others are what is said
   */
  public static void fuzzerTestOneInput(byte[] input) {
    INSTANCE.run(input);
  }

  private void run(byte[] input) {
    if (++lives % LIVES_A_WORLD == 0) {
      world = new FuzzWorld();
    }
    if (input.length > 0) {
      world.live(FuzzInput.of(input));
    }
  }
}
