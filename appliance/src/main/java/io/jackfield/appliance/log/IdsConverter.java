package io.jackfield.appliance.log;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;

/**
 * The ids of the call, leg and service a line is about (MDC), unless its text names them already.
 */
final class IdsConverter extends ClassicConverter {

  @Override
  public String convert(ILoggingEvent event) {
    StringBuilder ids = new StringBuilder();
    String message = event.getFormattedMessage();
    event
        .getMDCPropertyMap()
        .forEach(
            (name, value) -> {
              String id = name + '=' + value;
              if (!message.contains(id)) {
                ids.append(id).append(' ');
              }
            });
    return ids.toString();
  }
}
