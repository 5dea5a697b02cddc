package io.jackfield.gateway.media;

import io.jackfield.gateway.id.RoomId;
import java.util.concurrent.CompletionStage;

/**
 * The engine's side of one room. Members are legs whose type names it ({@link LegType.Publish},
 * {@link LegType.Mcu}) or one of its publishers ({@link LegType.Listen}); they come and go with
 * their type.
 */
public interface MediaRoom {

  /**
   * The room's id.
   *
   * @return never null
   */
  RoomId id();

  /**
   * Changes the video layout of an MCU.
   *
   * @param layout the engine's name of the layout
   * @return completes when applied; {@code not_implemented} where the room has no layouts, {@code
   *     invalid_value} for one it does not know: the old one stays
   */
  CompletionStage<Void> layout(String layout);

  /**
   * Asks the engine whether the room is still there, and who sends to it.
   *
   * @return number of members that send; {@code room_not_found} when the engine has lost the room
   */
  CompletionStage<Integer> senders();

  /**
   * Ends the room and frees what it holds. Members still in it hear and are heard no more; ending
   * their sessions is the gateway's. Idempotent; succeeds when the engine is gone.
   *
   * @return completes when the resources are released
   */
  CompletionStage<Void> close();
}
