/**
 * Call records: one JSON line for each call, written when it has ended.
 *
 * <p>Owns the file {@code cdr.jsonl} of the data folder and the names of its fields.
 *
 * <p>Threads: {@link io.jackfield.appliance.cdr.CallRecordFile#write} may be called from any and
 * never blocks; one thread of its own writes.
 */
package io.jackfield.appliance.cdr;
