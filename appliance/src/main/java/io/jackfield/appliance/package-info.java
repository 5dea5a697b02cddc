/**
 * The program: the only module that knows every other.
 *
 * <p>Owns the entry point and the wiring of all parts by hand. Its packages: {@code cli} commands,
 * {@code config} what the operator may set, {@code demo} the configuration of {@code ./run}, {@code
 * life} start, readiness and stop, {@code log}, {@code metrics}, {@code web} pages, {@code cdr}
 * call records.
 *
 * <p>Threads: start and stop run on the main thread and the shutdown hook, never on an event loop.
 */
package io.jackfield.appliance;
