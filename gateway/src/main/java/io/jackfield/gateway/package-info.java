/**
 * The model of the gateway and its rules: services, users, events, routes, calls, sessions, rooms,
 * session descriptions and failures.
 *
 * <p>Nothing here opens a socket, starts a thread or reads a clock: packets, threads and time come
 * in through the ports ({@code media}, {@code signal}, {@code store}, {@code time}). Thread rule: a
 * call, its sessions and its room belong to one serial owner; other threads send messages.
 */
package io.jackfield.gateway;
