/**
 * What the operator may set: one record for each concern, read from YAML files, {@code conf.d} and
 * {@code JACKFIELD_*} environment variables.
 *
 * <p>Owns the tree the sources are merged into, the typed reading of it (durations, sizes,
 * addresses, secrets in files) and the messages about mistakes, each with file, line and, for an
 * unknown key, the nearest known one. Nothing here starts anything. The reference file {@code
 * /jackfield.yaml} on the class path holds every key with its default; a test ties it to this code.
 *
 * <p>Threads: values are immutable; {@link io.jackfield.appliance.config.Section} and the loader
 * belong to the thread that reads.
 */
package io.jackfield.appliance.config;
