/**
 * One test for each capability of the documents that set the scope of the API, named in their
 * words, with messages of the shape they show. What is behind a capability is tested where it
 * lives.
 */
package io.jackfield.signaling.api.coverage;
