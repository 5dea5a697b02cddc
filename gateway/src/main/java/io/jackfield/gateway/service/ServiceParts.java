package io.jackfield.gateway.service;

import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.id.IdSource;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.route.Router;
import io.jackfield.gateway.store.CallRecords;
import io.jackfield.gateway.time.Owners;
import io.jackfield.gateway.user.Users;
import java.time.InstantSource;
import java.util.List;

/**
 * What a service is made of; all of it comes from outside.
 *
 * @param name service name
 * @param owners where calls and sessions live
 * @param clock wall clock
 * @param ids makes ids
 * @param events event bus
 * @param engines media engines in the order of automatic choice
 * @param router dial plan
 * @param records takes call records
 * @param users static users
 * @param settings files and logs of sessions and rooms
 * @param roomNames names of all rooms of all services
 */
public record ServiceParts(
    String name,
    Owners owners,
    InstantSource clock,
    IdSource ids,
    EventBus events,
    List<MediaEngine> engines,
    Router router,
    CallRecords records,
    Users users,
    MediaSettings settings,
    RoomNames roomNames) {

  /** A service with the standard settings that shares no rooms with others. */
  public ServiceParts(
      String name,
      Owners owners,
      InstantSource clock,
      IdSource ids,
      EventBus events,
      List<MediaEngine> engines,
      Router router,
      CallRecords records,
      Users users) {
    this(
        name,
        owners,
        clock,
        ids,
        events,
        engines,
        router,
        records,
        users,
        MediaSettings.STANDARD,
        new RoomNames());
  }

  /** Copies the list. */
  public ServiceParts {
    engines = List.copyOf(engines);
  }
}
