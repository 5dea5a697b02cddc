/**
 * Conferences: the sound of all members mixed, each without their own (N-1), and who of them is
 * seen. Nothing here runs on a media loop: a loop copies a member's packets into an inbox, the
 * conference's worker takes them out once in 20 ms, mixes, encodes and hands the packets back as
 * those of a source.
 *
 * <p>Thread rule: {@link io.jackfield.media.embedded.mixer.Conference} is safe for use by any
 * thread; everything else belongs to the conference's worker.
 *
 * <p>RFC 3550 (mixers, jitter), RFC 3551 (G.711, G.722), RFC 7587 (Opus).
 */
package io.jackfield.media.embedded.mixer;
