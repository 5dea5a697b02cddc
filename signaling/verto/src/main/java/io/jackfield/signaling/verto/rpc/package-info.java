/**
 * Verto's messages: JSON-RPC 2.0 (jsonrpc.org/specification) with the liberties of mod_verto. Pure;
 * any thread.
 */
package io.jackfield.signaling.verto.rpc;
