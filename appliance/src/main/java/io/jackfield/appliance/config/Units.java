package io.jackfield.appliance.config;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them. */
final class Units {

  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12})\\s*([A-Za-z]*)");

  private Units() {}

  /**
   * Reads {@code 250ms}, {@code 30s}, {@code 5m}, {@code 12h}, {@code 7d}; {@code 0} needs no unit.
   */
  static Optional<Duration> duration(String text) {
    Matcher matcher = AMOUNT.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Optional.of(Duration.ofMillis(amount));
      case "s" -> Optional.of(Duration.ofSeconds(amount));
      case "m" -> Optional.of(Duration.ofMinutes(amount));
      case "h" -> Optional.of(Duration.ofHours(amount));
      case "d" -> Optional.of(Duration.ofDays(amount));
      case "" -> amount == 0 ? Optional.of(Duration.ZERO) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /**
   * Reads {@code 512B}, {@code 64KiB}, {@code 1MiB}, {@code 2GiB} into bytes; {@code 0} needs no
   * unit.
   */
  static Optional<Long> size(String text) {
    Matcher matcher = AMOUNT.matcher(text.trim());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "B" -> Optional.of(amount);
      case "KiB" -> Optional.of(amount << 10);
      case "MiB" -> Optional.of(amount << 20);
      case "GiB" -> Optional.of(amount << 30);
      case "" -> amount == 0 ? Optional.of(0L) : Optional.empty();
      default -> Optional.empty();
    };
  }
}
