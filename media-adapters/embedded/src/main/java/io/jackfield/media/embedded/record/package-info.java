/**
 * Recording what a client sends: puts its packets in order and in time, turns sound into what the
 * file takes, and writes.
 *
 * <p>Thread rule: a {@link io.jackfield.media.embedded.record.Recording} lives on one worker for
 * files and hears the streams through inboxes that drop and count when the disk does not keep up. A
 * media loop never waits.
 *
 * <p>media-session.md, "Recording"; backend-embedded.md; RFC 7845 4.1 (gaps in Opus).
 */
package io.jackfield.media.embedded.record;
