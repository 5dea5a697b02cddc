/**
 * The documents of the External API, made from its tables: an AsyncAPI 3 document and the Markdown
 * reference. Nothing is said twice: what is not in a row of a table is not in a document.
 *
 * <p>Thread rule: stateless; any thread.
 *
 * @see <a href="https://www.asyncapi.com/docs/reference/specification/v3.0.0">AsyncAPI 3.0.0</a>
 */
package io.jackfield.signaling.api.document;
