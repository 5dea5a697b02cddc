/**
 * The log's shape: Logback set up in code, which starts faster than its XML and leaves one place to
 * look at.
 *
 * <p>Owns the format of a line, where lines go, and that control characters of the network never
 * break a line. Other packages log through SLF4J and never see Logback.
 *
 * <p>Threads: set up once on the main thread; appenders are safe for all.
 */
package io.jackfield.appliance.log;
