/**
 * The services of the gateway: made at start from the configuration and the store, and over the API
 * while it runs.
 *
 * <p>Thread rule: changes are carried out one after the other on a thread of their own, which may
 * wait; what is asked is answered from any thread.
 */
package io.jackfield.appliance.service;
