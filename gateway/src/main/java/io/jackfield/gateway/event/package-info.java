/**
 * Events and who hears them (events.md): a subscription is (service, class, subclass, type,
 * obj_id), each part a value or any; one copy goes to each subscriber.
 *
 * <p>Thread rule: any thread; events of one object are published by its owner, so each subscriber
 * hears them in the order they happened.
 */
package io.jackfield.gateway.event;
