package io.jackfield.gateway.session;

/**
 * What a step needs to know of the chosen engine.
 *
 * @param backend backend name
 * @param trickles its own candidates follow one by one
 * @param takesTrickle it takes client candidates one by one
 * @param lateAnswer it can take an offer and answer it later
 */
public record EngineFacts(
    String backend, boolean trickles, boolean takesTrickle, boolean lateAnswer) {}
