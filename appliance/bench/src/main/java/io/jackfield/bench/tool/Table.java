package io.jackfield.bench.tool;

import java.util.ArrayList;
import java.util.List;

/** A table for terminals that is Markdown too. */
public final class Table {

  private final List<List<String>> rows = new ArrayList<>();

  /** Begins with the heads of the columns. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** How many columns it has. */
  public int columns() {
    return rows.get(0).size();
  }

  /** Adds a row. */
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    rows.forEach(
        row -> {
          for (int i = 0; i < columns; i++) {
            widths[i] = Math.max(widths[i], row.get(i).length());
          }
        });
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      line(text, rows.get(r), widths);
      if (r == 0) {
        for (int width : widths) {
          text.append('|').append("-".repeat(width + 2));
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> row, int[] widths) {
    for (int i = 0; i < widths.length; i++) {
      text.append("| ").append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 1));
    }
    text.append("|\n");
  }
}
