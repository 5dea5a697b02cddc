/**
 * The packet path's face to the adapter: the plane, its transports and the streams on them, and the
 * relay that joins one stream to another.
 *
 * <p>Owns the life of every media leg and the rewriting of what passes between legs. Thread rule:
 * each transport and its streams belong to one media loop; every method here may be called from any
 * thread and is carried out on that loop in the order of the calls; every callback comes on that
 * loop and must not block. Values handed over are immutable.
 *
 * <p>RFC 3550, 3551, 4585, 4733, 5761, 5763, 5764, 7675, 8445, 8843.
 */
package io.jackfield.media.embedded.relay;
