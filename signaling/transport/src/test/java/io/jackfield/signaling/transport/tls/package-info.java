/** Tests of certificates and keys. */
package io.jackfield.signaling.transport.tls;
