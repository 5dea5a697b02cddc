/**
 * Text messages between users (RFC 3428 "pager mode"), whatever protocol either speaks: who may
 * send how much, and what became of a message. Any thread.
 */
package io.jackfield.gateway.text;
