/**
 * Class {@code media}: sessions and calls (media-session.md, media-call.md) between API clients and
 * the gateway's ports.
 *
 * <p>Thread rule: handlers run on their client's loop; parties are called on the owner of their
 * call and hand over to the loop of their client; the registry of legs may be used from any thread.
 */
package io.jackfield.signaling.api.media;
