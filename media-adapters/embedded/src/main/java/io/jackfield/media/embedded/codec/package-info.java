/**
 * Audio codecs and what joins them: G.711, G.722, Opus (by Concentus), linear PCM, resampling. Mono
 * throughout: telephony has one channel, and stereo Opus decodes to one.
 *
 * <p>Thread rule: stateful objects belong to one stream and one thread at a time. All samples are
 * 16 bits, signed.
 *
 * <p>ITU-T G.711, G.722; RFC 3551 4.5, 6716, 7587.
 */
package io.jackfield.media.embedded.codec;
