/**
 * Identifiers of the things other packages refer to. Values only, safe on any thread; an id is
 * 1..128 characters and is unique within its kind across all services.
 */
package io.jackfield.gateway.id;
