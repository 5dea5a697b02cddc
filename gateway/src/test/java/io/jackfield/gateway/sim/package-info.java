/**
 * A simulated world for the model: time moved by hand, owners whose tasks run in a seeded order, an
 * engine that is late, fails and vanishes, parties that say anything in any order. One seed, one
 * schedule: a failing one can be run again.
 */
package io.jackfield.gateway.sim;
