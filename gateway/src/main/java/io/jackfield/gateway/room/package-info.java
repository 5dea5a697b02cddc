/**
 * Rooms: named groups of sessions on one engine, publishers with their listeners or a conference
 * (media-room.md).
 *
 * <p>{@link io.jackfield.gateway.room.RoomStep} is the pure step: (state, input, now) to (state,
 * effects). {@link io.jackfield.gateway.room.Rooms} is what signalling modules call. Sessions join
 * and leave by their type. Thread rule: state belongs to the room's owner; {@code Rooms} may be
 * called from any thread.
 */
package io.jackfield.gateway.room;
