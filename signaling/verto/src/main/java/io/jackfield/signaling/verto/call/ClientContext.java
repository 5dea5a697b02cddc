package io.jackfield.signaling.verto.call;

import io.jackfield.gateway.call.InviteGate;
import io.jackfield.gateway.id.IdSource;
import io.jackfield.gateway.service.Service;
import io.jackfield.gateway.user.Users;
import io.jackfield.signaling.verto.event.CallList;
import io.jackfield.signaling.verto.event.Channels;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What all clients of a service share.
 *
 * @param service the service
 * @param users who may log in by password, now
 * @param invites asked about calls of clients
 * @param clients who is logged in
 * @param channels what they have subscribed to
 * @param callList the calls of the service, live
 * @param ids makes {@code callID}s of calls to clients
 * @param ringTimeout how long a destination of a client's call may ring
 * @param reattachTimeout how long a call is kept without a socket (sip-pbx.md, "socket loss")
 */
public record ClientContext(
    Service service,
    Supplier<Users> users,
    InviteGate invites,
    VertoClients clients,
    Channels channels,
    CallList callList,
    IdSource ids,
    Duration ringTimeout,
    Duration reattachTimeout) {

  /**
   * The user behind a name that may carry a domain.
   *
   * @param name e.g. {@code 1000@example.org}
   * @return the name itself if a user has it, else its part before the {@code @}
   */
  public String userName(String name) {
    int at = name.lastIndexOf('@');
    return at < 1 || users.get().find(name).isPresent() ? name : name.substring(0, at);
  }
}
