/**
 * The External API: requests a second and their latency beside Janus's WebSocket API, what an idle
 * connection takes, one event to many subscribers.
 *
 * <p>Thread rule: what a {@link io.jackfield.bench.api.Talk} hears it hears on its connection's
 * event loop; everything else is the benchmark's own thread.
 */
package io.jackfield.bench.api;
