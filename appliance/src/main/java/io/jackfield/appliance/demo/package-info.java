/**
 * What {@code ./run} adds to {@code jackfield run}: demo users with generated passwords, an echo
 * number, the page of addresses on the terminal and the same as JSON for scripts.
 *
 * <p>Owns the files {@code demo.json} and {@code demo.users} of its folder; both are readable by
 * their owner alone.
 *
 * <p>Threads: the main thread and the shutdown hook.
 */
package io.jackfield.appliance.demo;
