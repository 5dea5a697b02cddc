/**
 * The commands as data: one table with name, aliases, fields (type, default, range, mandatory),
 * permission and handler. Validation, permission, the detection of unknown fields and later the
 * documents of the API read this table; a new command is a new row.
 *
 * <p>Thread rule: the table is immutable. Handlers are called on the loop of their client and must
 * not block; they answer with a stage that may complete anywhere.
 */
package io.jackfield.signaling.api.command;
