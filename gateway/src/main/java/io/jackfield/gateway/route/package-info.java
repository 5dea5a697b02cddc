/**
 * What a dialled name means: destinations to invite, an application, or a refusal. Pure; any
 * thread.
 */
package io.jackfield.gateway.route;
