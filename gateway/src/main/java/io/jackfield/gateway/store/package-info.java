/**
 * The store port: what the gateway keeps outside the process. Implementations write on their own
 * bounded pool; no method blocks its caller.
 */
package io.jackfield.gateway.store;
