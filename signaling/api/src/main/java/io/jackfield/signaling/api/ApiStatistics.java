package io.jackfield.signaling.api;

/**
 * Counters of the API, all since the start except where said.
 *
 * @param connections open now
 * @param loggedIn logged in now
 * @param opened connections opened
 * @param requests requests of clients
 * @param errors error replies
 * @param loginFailures refused logins
 * @param malformed connections closed for what the client sent
 * @param events events sent
 * @param legs parts of API clients in calls now
 */
public record ApiStatistics(
    long connections,
    long loggedIn,
    long opened,
    long requests,
    long errors,
    long loginFailures,
    long malformed,
    long events,
    long legs) {}
