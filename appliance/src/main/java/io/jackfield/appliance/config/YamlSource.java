package io.jackfield.appliance.config;

import io.jackfield.appliance.config.ConfigValue.Items;
import io.jackfield.appliance.config.ConfigValue.Mapping;
import io.jackfield.appliance.config.ConfigValue.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Reads YAML text (YAML 1.2, JSON schema) into {@link ConfigValue}s that remember their lines. */
final class YamlSource {

  private final String source;

  private YamlSource(String source) {
    this.source = source;
  }

  /**
   * Reads a whole file.
   *
   * @param source its name in messages
   * @param text its content; an empty document is an empty mapping
   * @throws ConfigException if it is no YAML, or its top is no mapping
   */
  static Mapping parse(String source, String text) throws ConfigException {
    Position top = new Position(source, 1);
    ConfigValue value = new YamlSource(source).read(text).orElse(Mapping.empty(top));
    if (value instanceof Mapping mapping) {
      return mapping;
    }
    throw problem(top, "expected keys and values");
  }

  /** Reads the value of an environment variable: a single value, or a list in brackets. */
  static ConfigValue parseValue(String variable, String text) throws ConfigException {
    Position at = new Position(variable, 0);
    if (text.startsWith("[") || text.startsWith("{")) {
      return new YamlSource(variable).read(text).orElse(new Scalar("", at));
    }
    return new Scalar(text, at);
  }

  private Optional<ConfigValue> read(String text) throws ConfigException {
    // Duplicate keys are refused by the composer: the second would silently win otherwise.
    LoadSettings settings = LoadSettings.builder().setLabel(source).setUseMarks(true).build();
    try {
      Optional<Node> root = new Compose(settings).composeString(text);
      return root.isPresent() ? Optional.of(convert(root.get())) : Optional.empty();
    } catch (MarkedYamlEngineException e) {
      int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
      throw problem(new Position(source, line), "not valid YAML: " + e.getProblem());
    } catch (YamlEngineException e) {
      throw problem(new Position(source, 0), "not valid YAML: " + e.getMessage());
    }
  }

  private ConfigValue convert(Node node) throws ConfigException {
    Position at = position(node);
    if (node instanceof ScalarNode scalar) {
      boolean absent = scalar.getTag().equals(Tag.NULL);
      return new Scalar(absent ? "" : scalar.getValue(), at);
    }
    if (node instanceof SequenceNode sequence) {
      List<ConfigValue> items = new ArrayList<>();
      for (Node item : sequence.getValue()) {
        items.add(convert(item));
      }
      return new Items(items, at);
    }
    Map<String, ConfigValue> values = new LinkedHashMap<>();
    Map<String, Position> keys = new LinkedHashMap<>();
    for (NodeTuple tuple : ((MappingNode) node).getValue()) {
      if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
        throw problem(position(tuple.getKeyNode()), "a key must be a plain word");
      }
      if (values.put(key.getValue(), convert(tuple.getValueNode())) != null) {
        throw problem(position(key), "key \"" + key.getValue() + "\" stands twice");
      }
      keys.put(key.getValue(), position(key));
    }
    return new Mapping(values, keys, at);
  }

  private Position position(Node node) {
    return new Position(source, node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0));
  }

  private static ConfigException problem(Position at, String text) {
    return new ConfigException(List.of(at + ": " + text));
  }
}
