/**
 * Users of a service and how they prove who they are. Passwords are never kept in clear: a salted
 * hash for the API and the digest HA1s for SIP (RFC 8760). Immutable or concurrent; any thread.
 */
package io.jackfield.gateway.user;
