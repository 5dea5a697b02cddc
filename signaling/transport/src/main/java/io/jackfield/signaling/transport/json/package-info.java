/**
 * JSON text (RFC 8259) of the signalling protocols as maps, lists, strings, numbers, booleans and
 * nulls, and back. No state; any thread.
 */
package io.jackfield.signaling.transport.json;
