/**
 * Playing files to a leg: opens what a URI names, fetches it first where it is on the web, and
 * gives its frames to made sources at their time.
 *
 * <p>Thread rule: a {@link io.jackfield.media.embedded.play.Player} lives on one worker for files;
 * its methods may be called from any thread. Nothing here runs on a media loop.
 *
 * <p>media-session.md, "Other field tables"; RFC 9110 (fetching), RFC 8089 (file URIs).
 */
package io.jackfield.media.embedded.play;
