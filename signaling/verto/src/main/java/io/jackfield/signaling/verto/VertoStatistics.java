package io.jackfield.signaling.verto;

/**
 * Counters of a service's Verto side at one moment.
 *
 * @param connections sockets open
 * @param loggedIn of them, logged in
 * @param clients sessions known, with or without a socket
 * @param calls calls of clients
 * @param subscriptions subscriptions to channels
 * @param opened sockets opened since the start
 * @param requests requests of clients since the start
 * @param errors error replies since the start
 * @param loginFailures refused log-ins since the start
 * @param malformed sockets closed for what was sent, since the start
 * @param unanswered sockets closed because a request of ours was not answered, since the start
 */
public record VertoStatistics(
    long connections,
    long loggedIn,
    long clients,
    long calls,
    long subscriptions,
    long opened,
    long requests,
    long errors,
    long loginFailures,
    long malformed,
    long unanswered) {}
