/**
 * Prometheus metrics of the whole process.
 *
 * <p>Owns the registry and the names. Other modules count in plain fields of their own and are read
 * here when somebody asks; nothing on a packet or message path knows of metrics.
 *
 * <p>Threads: the registry is safe for all; gauges are read on the thread that renders.
 */
package io.jackfield.appliance.metrics;
