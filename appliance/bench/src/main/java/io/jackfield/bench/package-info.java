/**
 * The benchmarks of {@code ./bench}: each measures the gateway, most beside a peer in the same run,
 * and prints a table. Owns nothing the product runs; every process it starts it ends, by its id.
 *
 * <p>Thread rule: the main thread runs one benchmark; what it starts beside is its own.
 */
package io.jackfield.bench;
