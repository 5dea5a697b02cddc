/**
 * How many calls there may be: of a service, a user, a trunk (sip-pbx.md, "limits"). Any thread.
 */
package io.jackfield.gateway.limit;
