package io.jackfield.gateway.media;

/**
 * The whole contract of a media engine. An adapter's test extends this, or {@link
 * MediaEngineRtpContractTest} when the engine talks plain RTP on its own, and says how the engine
 * starts; what is tested follows from its {@link Capabilities}.
 *
 * <ul>
 *   <li>{@link NegotiationContract}: descriptions, types, candidates
 *   <li>{@link LifeContract}: release, loss, many at once, rooms, recorder and player
 * </ul>
 *
 * After each test all legs and rooms are closed and the engine's server is asked what is left.
 * Deadlines and orders that only a scripted engine shows stand in {@code
 * gateway.session.EngineFaultsTest}.
 */
public abstract class MediaEngineContractTest extends LifeContract {

  /** For subclasses. */
  protected MediaEngineContractTest() {}
}
