/**
 * What every benchmark needs: options, child processes, figures from {@code /proc}, waiting,
 * tables.
 *
 * <p>Thread rule: the benchmark's own thread.
 */
package io.jackfield.bench.tool;
