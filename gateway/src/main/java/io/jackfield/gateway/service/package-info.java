/**
 * A service: a named configuration with its own users, sessions, calls and events, and the runner
 * that performs what the pure steps of {@code session} and {@code call} decide.
 *
 * <p>Thread rule: {@link io.jackfield.gateway.service.Service} may be called from any thread; every
 * call and session is touched by its own owner only.
 */
package io.jackfield.gateway.service;
