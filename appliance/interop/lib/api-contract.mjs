// The gateway's own description of its API (AsyncAPI), and whether what it says keeps to it.

import assert from 'node:assert/strict';
import Ajv from 'ajv';

export class ApiContract {
  /** What was seen so far: `operation ok`, `operation code`, `operation.field` by its default, and messages of the gateway's. */
  seen = new Set();
  #document;
  #ajv = new Ajv({ strict: false, validateFormats: false });
  #validators = new Map();

  constructor(document) {
    this.#document = document;
    this.#ajv.addSchema(document, 'api');
  }

  static async of(url) {
    return new ApiContract(await (await fetch(url)).json());
  }

  get document() {
    return this.#document;
  }

  /** The commands: name, path, fields, aliases, errors. */
  get commands() {
    return Object.entries(this.#document.operations)
      .filter(([, operation]) => operation.action === 'receive')
      .map(([name, operation]) => {
        const data = this.#message(name).payload.properties.data;
        return {
          name,
          path: pathOf(name),
          fields: Object.entries(data.properties).map(([field, schema]) => ({
            name: field,
            schema,
            mandatory: data.required?.includes(field) ?? false,
            aliases: schema['x-aliases'] ?? [],
            inverse: schema['x-inverse-alias'],
          })),
          aliases: operation['x-aliases'] ?? [],
          errors: operation['x-errors'],
          open: operation['x-other-fields'] ?? false,
        };
      });
  }

  /**
   * Fails unless each field with a default has in here, a reply or what a case has found out, what the
   * description says; those fields are then shown.
   */
  shows(path, reply) {
    const { name, fields } = this.commands.find((one) => one.path === path);
    const told = fields.filter((field) => 'default' in field.schema && field.name in reply);
    const values = (of) => Object.fromEntries(told.map((field) => [field.name, of(field)]));
    assert.deepEqual(values((field) => reply[field.name]), values((field) => field.schema.default), path);
    told.forEach((field) => this.seen.add(`${name}.${field.name}`));
  }

  /** What the description has and nothing has shown; names in `elsewhere` are left out. */
  unseen(elsewhere) {
    const all = Object.keys(this.#document.operations).filter((name) => /^(event|send)\./.test(name));
    const codes = new Set([...this.seen].map((one) => one.split(' ')[1]));
    for (const { name, fields, errors } of this.commands) {
      all.push(`${name} ok`);
      all.push(...fields.filter((field) => 'default' in field.schema).map((field) => `${name}.${field.name}`));
      all.push(...errors.filter((one) => !codes.has(String(one.code))).map((one) => one.name));
    }
    return [...new Set(all)].filter((name) => !this.seen.has(name) && !(name in elsewhere));
  }

  get events() {
    return Object.keys(this.#document.operations).filter((name) => name.startsWith('event.'));
  }

  /** Fails unless the reply is one the description knows. */
  checkReply(path, reply) {
    const name = nameOf(path);
    const operation = this.#document.operations[name];
    if (!operation) {
      return; // an older spelling, or nothing of the API
    }
    if (reply.result === 'error') {
      this.#valid('error', reply, path);
      const known = [...operation['x-errors'], ...this.#document['x-general-errors']];
      // Codes below 128 are Q.850 causes somebody gave; other ranges stand in the description.
      assert.ok(known.some((one) => one.code === reply.data.code), `${path} does not name ${JSON.stringify(reply)}`);
      this.seen.add(`${name} ${reply.data.code}`);
    } else {
      const [ok] = operation.reply.messages.map((one) => one.$ref.split('/').at(-1));
      this.#valid(ok, reply, path);
      this.seen.add(`${name} ok`);
    }
  }

  /** Fails unless a request of the gateway is one the description knows. */
  checkRequest(message, merges) {
    const { cmd, subclass = 'core', data = {} } = message;
    if (cmd === 'event') {
      this.seen.add('send.core.core.event');
    } else {
      const name = `send.${message.class}.${subclass}.${cmd}`;
      if (!(name in this.#document.operations)) {
        return; // of another client, passed on by core/session/cmd
      }
      this.#valid(name, message, name);
      this.seen.add(name);
      return;
    }
    const exact = `event.${data.class}.${data.subclass}.${data.type}`;
    const name = this.events.includes(exact) ? exact : `event.${data.class}.${data.subclass}.*`;
    if (this.events.includes(name)) {
      this.seen.add(name);
      if (!merges) {
        this.#valid(name, message, name);
      }
    }
  }

  #valid(message, value, what) {
    if (!this.#validators.has(message)) {
      const pointer = message.replace(/~/g, '~0').replace(/\//g, '~1');
      this.#validators.set(message, this.#ajv.compile({ $ref: `api#/channels/api/messages/${encodeURIComponent(pointer)}/payload` }));
    }
    const validate = this.#validators.get(message);
    assert.ok(validate(value), `${what}: ${this.#ajv.errorsText(validate.errors)} in ${JSON.stringify(value)}`);
  }

  #message(name) {
    return this.#document.channels.api.messages[name];
  }
}

/** `core.core.ping` as `core/ping`, `media.session.create` as `media/session/create`. */
export function pathOf(name) {
  return name.replace(/\.core\./, '.').replaceAll('.', '/');
}

function nameOf(path) {
  const parts = path.split('/');
  return (parts.length === 2 ? [parts[0], 'core', parts[1]] : parts).join('.');
}
