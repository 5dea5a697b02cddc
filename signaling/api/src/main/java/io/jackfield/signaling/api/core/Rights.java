package io.jackfield.signaling.api.core;

import io.jackfield.signaling.api.command.Identity;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.command.Permission;
import io.jackfield.signaling.api.command.Role;
import java.util.Set;

/** Permissions of class {@code core} (protocol.md, "Permissions"). */
final class Rights {

  private Rights() {}

  /** Administrators of the service or of the gateway. */
  static Permission administrators() {
    return new Permission("administrators", request -> require(request.who().role().admin()));
  }

  /** Administrators, and users if the word is in {@code user_allow}. */
  static Permission administratorsOr(String word, Set<String> userAllow) {
    return new Permission(
        "administrators; users if '" + word + "' is in user_allow",
        request -> require(request.who().role().admin() || userAllow.contains(word)));
  }

  /** Administrators, and users for themselves. */
  static Permission administratorsOrSelf(String userField) {
    return new Permission(
        "administrators; users for themselves",
        request ->
            require(
                request.who().role().admin()
                    || request.who().user().equals(request.values().text(userField))));
  }

  /** What only concerns one service: its own administrator, or the gateway's for any. */
  static void ownService(Invocation request, boolean own) {
    Identity who = request.who();
    require(who.role() == Role.CORE_ADMIN || who.role() == Role.SERVICE_ADMIN && own);
  }

  static void require(boolean allowed) {
    if (!allowed) {
      throw Permission.denied();
    }
  }
}
