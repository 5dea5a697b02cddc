import type { Commands, EventData, Events, ServerRequests } from './commands.js';

export type * from './commands.js';

export class JackfieldError extends Error {}

/** The gateway refused; a handler may throw one to refuse a request of the gateway. */
export class ApiError extends JackfieldError {
  constructor(code: number, error: string, path?: string);
  readonly code: number;
  readonly error: string;
  readonly path: string;
}

/** The answer was neither `ok` nor `error`. */
export class OtherResult extends JackfieldError {
  readonly result: string;
  readonly data: unknown;
  readonly path: string;
}

/** Neither an answer nor an ack came in time. The command may still be carried out. */
export class DeadlineError extends JackfieldError {
  readonly path: string;
}

/** There is no connection, or it closed before the answer came. `code` is the close code, 0 if there was none. */
export class ConnectionError extends JackfieldError {
  readonly code: number;
  readonly reason: string;
}

/** What the client needs of a WebSocket: that of browsers, of Node 22 and of the package ws fit. */
export interface WebSocketLike {
  send(text: string): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: string, listener: (event: any) => void): void;
}

export interface ClientOptions {
  user?: string;
  password?: string;
  service?: string;
  /** The id the connection should have; otherwise the gateway makes one. */
  sessionId?: string;
  /** Further fields of the login, for callbacks of the service. */
  login?: Record<string, unknown>;
  /** Default: the global one. */
  WebSocket?: new (url: string) => WebSocketLike;
  /** ms to an answer or the first ack. */
  answerTimeout?: number;
  /** ms from each ack on. */
  ackedTimeout?: number;
  /** ms to an open socket. */
  openTimeout?: number;
  /** ms before the first try to connect again; doubles up to `longestRetry`. */
  firstRetry?: number;
  longestRetry?: number;
  reconnect?: boolean;
  /** Whether `open()` goes on trying when the first connection fails. */
  retryFirst?: boolean;
  /** How often a session id that is still in use is asked for before a new one is taken. */
  sessionIdTries?: number;
  /** Events an iterator may be behind. */
  eventBuffer?: number;
}

export interface Topic {
  class?: string;
  subclass?: string;
  type?: string;
  obj_id?: string;
}

export interface Subscription extends Topic {
  class: string;
  service?: string;
  body?: Record<string, unknown>;
}

/** What listeners get: an Event with a detail. */
export interface DetailEvent<T> extends Event {
  readonly detail: T;
}

export interface OwnEvents {
  open: { sessionId: string; again: boolean };
  reconnecting: { error: JackfieldError; delay: number };
  refused: ApiError;
  closed: JackfieldError;
  event: EventData;
}

type ListenerOptions = boolean | AddEventListenerOptions;

export class JackfieldClient extends EventTarget {
  constructor(url: string, options?: ClientOptions);
  readonly state: 'new' | 'connecting' | 'open' | 'reconnecting' | 'closed';
  readonly sessionId: string | undefined;

  /** Connects and logs in. Rejects if the login is refused, or if the first connection fails. */
  open(): Promise<this>;

  request<P extends keyof Commands>(
    path: P,
    data?: Commands[P]['data'],
    options?: { deadline?: number },
  ): Promise<Commands[P]['reply']>;
  /** The same for commands of a plugin that has no types here. */
  request<P extends string>(
    path: P extends keyof Commands ? never : P,
    data?: object,
    options?: { deadline?: number },
  ): Promise<any>;

  /** Subscribes, again after every reconnection. */
  subscribe(topic: Subscription): Promise<void>;
  unsubscribe(topic: Subscription): Promise<void>;

  /** Answers requests of the gateway; a thrown ApiError refuses. */
  handle<P extends keyof ServerRequests>(
    path: P,
    handler: (
      data: ServerRequests[P]['data'],
    ) => ServerRequests[P]['reply'] | void | Promise<ServerRequests[P]['reply'] | void>,
  ): void;
  handle<P extends string>(path: P extends keyof ServerRequests ? never : P, handler: (data: any) => any): void;

  /** Events that fit, one after the other, until the client closes. */
  events(topic?: Topic): AsyncIterableIterator<EventData>;

  /** Ends the connection and every try to make one. */
  close(): void;

  addEventListener<T extends keyof OwnEvents>(
    type: T,
    listener: (event: DetailEvent<OwnEvents[T]>) => void,
    options?: ListenerOptions,
  ): void;
  addEventListener<T extends keyof Events>(
    type: T,
    listener: (event: DetailEvent<EventData<Events[T]>>) => void,
    options?: ListenerOptions,
  ): void;
  addEventListener(type: string, listener: (event: any) => void, options?: ListenerOptions): void;
}
