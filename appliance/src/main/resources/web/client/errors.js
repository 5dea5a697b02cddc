// What can go wrong, as types. All of them are JackfieldErrors.

export class JackfieldError extends Error {
  constructor(message) {
    super(message);
    this.name = new.target.name;
  }
}

/** The gateway refused: `code` and `error` as in docs/api/errors.md. A handler may throw one to refuse a request of the gateway. */
export class ApiError extends JackfieldError {
  constructor(code, error, path = '') {
    super(error);
    this.code = code;
    this.error = error;
    this.path = path;
  }
}

/** The gateway answered with a word that is neither `ok` nor `error`. */
export class OtherResult extends JackfieldError {
  constructor(result, data, path) {
    super(`${path}: ${result}`);
    this.result = result;
    this.data = data;
    this.path = path;
  }
}

/** Neither an answer nor an ack came in time. The command may still be carried out. */
export class DeadlineError extends JackfieldError {
  constructor(path) {
    super(`${path}: no answer in time`);
    this.path = path;
  }
}

/** There is no connection, or it closed before the answer came. */
export class ConnectionError extends JackfieldError {
  constructor(code, reason) {
    super(reason || `closed with ${code}`);
    this.code = code;
    this.reason = reason;
  }
}
