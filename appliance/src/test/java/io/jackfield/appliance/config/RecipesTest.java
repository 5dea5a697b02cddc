package io.jackfield.appliance.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.jackfield.appliance.service.Routing;
import io.jackfield.gateway.call.PlaceCall;
import io.jackfield.gateway.route.Route;
import io.jackfield.gateway.sdp.SdpKind;
import io.jackfield.gateway.signal.PartyInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every configuration of {@code docs/recipes} is one, and its routes lead where the recipe says.
 */
class RecipesTest {

  private static final Path RECIPES = Path.of("..", "docs", "recipes");

  static List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(RECIPES)) {
      return all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void isRead(Path file) throws Exception {
    ServiceConfig service = new ConfigLoader().file(file).load().defaultService();
    assertTrue(service.users().size() > 0, file.toString());
    String recipe = RECIPES.relativize(file).getName(0).toString();
    String text = Files.readString(RECIPES.resolve(recipe + ".md"));
    assertTrue(text.contains(file.getFileName().toString()), recipe + ".md leads to its file");
  }

  @ParameterizedTest
  @CsvSource({
    "asterisk/trunk.yaml, user:1000, 1000, 2000, asterisk/2000, 1000",
    "asterisk/trunk.yaml, user:1000, 1000, 72000, asterisk-srtp/2000, 1000",
    "asterisk/trunk.yaml, trunk:asterisk, 2000, 1001, 1001, 2000",
    "freeswitch/jackfield.yaml, user:1000, 1000, 91234, freeswitch/1234, 1000",
    "freeswitch/jackfield.yaml, trunk:freeswitch, 77, 1000, 1000, 77",
    "kamailio/jackfield.yaml, user:1000, 1000, 02000, kamailio/2000, 1000",
    "kamailio/jackfield.yaml, trunk:kamailio, 77, 49301000, 1000, 77",
    "3cx/jackfield.yaml, user:1000, 1000, 801, 3cx/801, 1000",
    "3cx/jackfield.yaml, trunk:3cx, 801, 1000, 1000, 801",
    "carrier-registration/jackfield.yaml, user:10, 10, 0891234, carrier/+49891234, +493055510",
    "carrier-registration/jackfield.yaml, trunk:carrier, 77, 03055510, 10, 77",
    "carrier-address/jackfield.yaml, user:10, 10, 0891234, 'carrier,carrier-2/+49891234', +493055510",
    "carrier-address/jackfield.yaml, trunk:carrier-2, 77, +493055510, 10, 77",
  })
  void leads(String file, String origin, String caller, String dialled, String callee, String shown)
      throws Exception {
    ServiceConfig service = new ConfigLoader().file(RECIPES.resolve(file)).load().defaultService();
    PlaceCall call =
        PlaceCall.of(
                "sip",
                dialled,
                Optional.empty(),
                SdpKind.RTP,
                new PartyInfo(Optional.empty(), Optional.of(caller), Map.of()),
                Optional.empty())
            .from(origin);
    Route.Changed changed = (Route.Changed) Routing.of(service).route(call);
    assertEquals(callee, ((Route.Invite) changed.then()).callee());
    assertEquals(Optional.of(shown), changed.call().caller().number());
  }
}
