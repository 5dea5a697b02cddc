/**
 * Hooks: questions a service puts to whoever registered for them before it decides by its own rules
 * (core-commands.md, "callback"). Signalling modules ask; the External API lets its clients hold
 * hooks, code in this process may too.
 *
 * <p>Thread rule: any thread. An answer may come on any thread; holders keep their own deadlines.
 */
package io.jackfield.gateway.hook;
