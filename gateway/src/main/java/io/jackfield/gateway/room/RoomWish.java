package io.jackfield.gateway.room;

import io.jackfield.gateway.id.RoomId;
import io.jackfield.gateway.media.RoomClass;
import io.jackfield.gateway.media.RoomSpec;
import java.util.Optional;

/**
 * What a session says about the room it wants to be in, beside its type.
 *
 * @param named the room it names; a listener need not
 * @param create whether the room is made if there is none
 * @param spec what it is to be then
 */
public record RoomWish(Optional<RoomId> named, boolean create, RoomSpec spec) {

  /** No room is named; one for publishers is made where a type needs it. */
  public static final RoomWish NONE =
      new RoomWish(Optional.empty(), true, RoomSpec.of(RoomClass.SFU));
}
