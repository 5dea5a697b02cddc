package io.jackfield.signaling.api.testing;

import io.jackfield.gateway.service.Service;
import io.jackfield.signaling.api.command.Client;
import io.jackfield.signaling.api.command.CommandTable;
import io.jackfield.signaling.api.command.Invocation;
import io.jackfield.signaling.api.connection.ApiConnection;
import io.jackfield.signaling.api.connection.ConnectionContext;
import io.jackfield.signaling.api.connection.ConnectionOptions;
import io.jackfield.signaling.api.connection.Counters;
import io.jackfield.signaling.api.connection.Departure;
import io.jackfield.signaling.api.connection.EventGate;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What connections share when a test brings a command table of its own. */
public record FakeContext(
    Service service, ConnectionOptions options, CommandTable table, Counters counters)
    implements ConnectionContext {

  public FakeContext(Service service, ConnectionOptions options, CommandTable table) {
    this(service, options, table, new Counters());
  }

  @Override
  public CompletionStage<Void> permit(Invocation request, Map<String, Object> data) {
    request.command().permission().check().check(request);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public EventGate gate() {
    return (who, event) -> true;
  }

  @Override
  public void arrived(ApiConnection connection) {}

  @Override
  public void left(ApiConnection connection) {}

  @Override
  public void gone(Client client, Departure departure) {}
}
