/**
 * Inputs of any kind at the border of the API, in virtual time. Two targets for a coverage-guided
 * fuzzer (Jazzer, see docs/testing.md): {@link io.jackfield.signaling.api.fuzz.ParsingFuzzer} cuts
 * streams into texts and texts into messages, {@link
 * io.jackfield.signaling.api.fuzz.DispatchFuzzer} lets each input be the whole life of a connection
 * to a real gateway core. Unit tests run both over their seeds.
 *
 * <p>Thread rule: one thread, as everything of the simulation.
 */
package io.jackfield.signaling.api.fuzz;
