package io.jackfield.gateway.service;

import io.jackfield.gateway.call.Calls;
import io.jackfield.gateway.event.EventBus;
import io.jackfield.gateway.hook.Hooks;
import io.jackfield.gateway.media.MediaEngine;
import io.jackfield.gateway.room.Rooms;
import io.jackfield.gateway.session.Sessions;
import io.jackfield.gateway.signal.DestinationResolver;
import io.jackfield.gateway.text.TextMessages;
import io.jackfield.gateway.user.Users;
import java.util.List;

/** One service, as signalling modules and the appliance see it. */
public interface Service {

  /**
   * Its name.
   *
   * @return e.g. {@code default}
   */
  String name();

  /**
   * Media sessions.
   *
   * @return never null
   */
  Sessions sessions();

  /**
   * Calls.
   *
   * @return never null
   */
  Calls calls();

  /**
   * Rooms.
   *
   * @return never null
   */
  Rooms rooms();

  /**
   * Events of all services.
   *
   * @return never null
   */
  EventBus events();

  /**
   * Static users.
   *
   * @return never null
   */
  Users users();

  /**
   * Engines in the order of automatic choice.
   *
   * @return unmodifiable
   */
  List<MediaEngine> engines();

  /**
   * Adds the look-up of a destination type; called once a type, at start.
   *
   * @param type {@code user}, {@code session}, {@code sip}, {@code verto}
   * @param resolver finds endpoints of that type
   */
  void addResolver(String type, DestinationResolver resolver);

  /**
   * Messages between users.
   *
   * @return never null
   */
  TextMessages messages();

  /**
   * Questions it puts to whoever registered for them.
   *
   * @return never null
   */
  Hooks hooks();
}
