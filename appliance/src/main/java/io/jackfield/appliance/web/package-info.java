/**
 * Pages of the web server that are the program's own: health, readiness, metrics, the landing page
 * and the phone's static files with their configuration.
 *
 * <p>Owns what those pages say; serving is the transport's.
 *
 * <p>Threads: handlers run on event loops and never block.
 */
package io.jackfield.appliance.web;
