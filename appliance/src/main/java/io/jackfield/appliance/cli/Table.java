package io.jackfield.appliance.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows under their columns, as wide as they need. */
final class Table {

  private Table() {}

  /**
   * Prints them.
   *
   * @param columns names of the columns; a name with a dot leads into an object
   * @param rows a list of JSON-like objects; what a row lacks is shown as -
   * @param out where to
   */
  static void print(List<String> columns, Object rows, PrintWriter out) {
    List<List<String>> lines = new ArrayList<>();
    lines.add(columns.stream().map(Table::title).toList());
    for (Object row : (List<?>) rows) {
      lines.add(columns.stream().map(column -> text(value(row, column))).toList());
    }
    int[] widths = new int[columns.size()];
    for (List<String> line : lines) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], line.get(i).length());
      }
    }
    for (List<String> line : lines) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < widths.length; i++) {
        text.append(line.get(i)).append(" ".repeat(widths[i] - line.get(i).length() + 2));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static String title(String column) {
    return column.substring(column.lastIndexOf('.') + 1).replace('_', ' ');
  }

  private static Object value(Object row, String column) {
    Object value = row;
    for (String step : column.split("\\.")) {
      value = value instanceof Map<?, ?> map ? map.get(step) : null;
    }
    return value;
  }

  private static String text(Object value) {
    if (value == null || value.equals("")) {
      return "-";
    } else if (value instanceof Boolean yes) {
      return yes ? "yes" : "no";
    } else if (value instanceof List<?> list) {
      return String.join(" ", list.stream().map(Table::text).toList());
    } else if (value instanceof Map<?, ?> map) {
      return String.join(
          " ", map.entrySet().stream().map(e -> e.getKey() + "=" + text(e.getValue())).toList());
    }
    return value.toString();
  }
}
