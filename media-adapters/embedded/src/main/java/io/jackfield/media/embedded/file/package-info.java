/**
 * Media files: reading WAV, Ogg Opus and WebM, writing them so that a file is playable whenever the
 * writing ends, and RTP payloads of video in both directions.
 *
 * <p>Thread rule: each reader and writer belongs to one worker and blocks it; never used on a media
 * loop.
 *
 * <p>RFC 3533, 7845 (Ogg Opus); Matroska and EBML (RFC 9559, 8794); RIFF WAVE; RFC 6184, 7741, 9628
 * (video payloads).
 */
package io.jackfield.media.embedded.file;
