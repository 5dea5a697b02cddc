package io.jackfield.gateway.route;

import io.jackfield.gateway.call.PlaceCall;

/** Decides where a call goes. */
@FunctionalInterface
public interface Router {

  /**
   * Routes a call.
   *
   * @param call as placed
   * @return where it goes; never null
   */
  Route route(PlaceCall call);
}
