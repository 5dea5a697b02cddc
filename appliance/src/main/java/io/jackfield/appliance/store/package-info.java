/**
 * What outlives the process, in an SQLite file: the implementations of {@code
 * io.jackfield.gateway.store}.
 *
 * <p>Thread rule: every statement runs on the database's one thread; methods return stages and
 * never block their caller.
 */
package io.jackfield.appliance.store;
