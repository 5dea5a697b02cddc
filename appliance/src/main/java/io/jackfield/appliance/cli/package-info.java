/**
 * The commands of {@code jackfield}, as picocli definitions from which help, man page and
 * completion come.
 *
 * <p>Owns options, exit codes and what is printed; the work is done elsewhere. Exit codes: 0 done,
 * 1 failed, 2 wrong usage or configuration.
 *
 * <p>Threads: the main thread.
 */
package io.jackfield.appliance.cli;
