// Requests made from the description of a command's fields, each with what must come of it. The gateway
// checks fields before permission and execution, so most need no object to act upon.

import assert from 'node:assert/strict';

const MISSING = 100045;
const SYNTAX = 100044;
const UNKNOWN = [100006, 100042];

// What it says decides, not only its type: an unknown service is a syntax error too.
const MEANING = new Set(['service']);

// Commands that would change the service the probes come through are sent for one that is not there.
const ELSEWHERE = Object.fromEntries(['update', 'stop', 'get'].map((cmd) => [`core/service/${cmd}`, { service: 'nowhere' }]));

// As many requests may be open at once; the gateway stops reading at a thousand.
const AT_ONCE = 200;

/** Sends all of them and checks each answer. */
export async function runProbes(client, probes) {
  for (let from = 0; from < probes.length; from += AT_ONCE) {
    await Promise.all(
      probes.slice(from, from + AT_ONCE).map(async ({ path, data, check }) => {
        const reply = await (typeof path === 'string' ? client.request(path, data) : client.spelled(path, data));
        check(reply, `${JSON.stringify(path)} ${JSON.stringify(data).slice(0, 200)} gave ${JSON.stringify(reply)}`);
      }),
    );
  }
}

/** Missing mandatory fields, wrong types and values, the ends of ranges, lenient forms, older names. */
export function fieldProbes({ path, fields, aliases: spellings }) {
  if (path === 'core/user/login') {
    return []; // a connection logs in once; its case has these
  }
  const needed = fields.filter((one) => one.mandatory).map((one) => [one.name, sample(one.schema)]);
  const whole = { ...Object.fromEntries(needed), ...ELSEWHERE[path] };
  const probes = [];
  const probe = (data, check) => probes.push({ path, data, check });
  for (const field of fields) {
    const { name, schema, aliases, inverse } = field;
    const without = { ...whole };
    delete without[name];
    // Without its class an event has that of the envelope.
    if (field.mandatory && !(name === 'class' && spellings.some((one) => one.class === '*'))) {
      probe(without, refusedWith(MISSING, name));
    }
    for (const value of wrong(schema)) {
      probe({ ...whole, [name]: value }, refusedWith(SYNTAX, name));
      aliases.forEach((alias) => probe({ ...without, [alias]: value }, refusedWith(SYNTAX, alias)));
    }
    for (const value of MEANING.has(name) ? [] : right(schema)) {
      probe({ ...whole, [name]: value }, taken(name));
      aliases.forEach((alias) => probe({ ...without, [alias]: value }, taken(name, alias)));
    }
    if ('default' in schema) {
      probe({ ...whole, [name]: schema.default }, taken(name));
    }
    if (inverse) {
      probe({ ...without, [inverse]: 'maybe' }, refusedWith(SYNTAX, inverse));
      probe({ ...without, [inverse]: 'true' }, taken(inverse));
    }
    // The canonical name wins, whatever the older one says.
    aliases.forEach((alias) => probe({ ...whole, [name]: sample(schema), [alias]: wrong(schema)[0] ?? 1 }, taken(alias)));
  }
  return probes;
}

/** Each older spelling finds its command and asks for the fields it makes mandatory. */
export function spellingProbes({ path, fields, aliases }) {
  if (path === 'core/user/login') {
    return [];
  }
  const probes = [];
  for (const alias of aliases) {
    const spelled = { class: alias.class === '*' ? 'mine' : alias.class, subclass: alias.subclass, cmd: alias.cmd };
    const needed = new Set([...fields.filter((one) => one.mandatory).map((one) => one.name), ...(alias.required ?? [])]);
    Object.keys(alias.defaults ?? {}).forEach((name) => needed.delete(name));
    if (alias.class === '*') {
      needed.delete('class');
    }
    const whole = Object.fromEntries([...needed].map((name) => [name, sample(fields.find((one) => one.name === name).schema)]));
    for (const name of needed) {
      const without = { ...whole };
      delete without[name];
      probes.push({ path: spelled, data: without, check: refusedWith(MISSING, name) });
    }
    if (needed.size === 0) {
      probes.push({
        path: spelled,
        data: ELSEWHERE[path] ?? {},
        check: (reply, words) => assert.ok(!UNKNOWN.includes(reply.data?.code), words),
      });
    }
  }
  return probes;
}

function refusedWith(code, field) {
  return (reply, words) => {
    assert.equal(reply.result, 'error', words);
    assert.equal(reply.data.code, code, words);
    assert.match(reply.data.error, new RegExp(`: ${field}\\b`), words);
  };
}

/** The field passed: whatever comes later is not about it. */
function taken(...names) {
  return (reply, words) => {
    assert.ok(['ok', 'error'].includes(reply.result), words);
    const about = [MISSING, SYNTAX].includes(reply.data?.code) && names.some((name) => reply.data.error.endsWith(`: ${name}`));
    assert.ok(!about, words);
  };
}

function shape({ allOf, enum: words, type, pattern, format }) {
  if (allOf) {
    return 'description';
  }
  return words ? 'choice' : pattern || format ? 'form' : ([type].flat().find((one) => one !== 'null') ?? 'any');
}

// One that fits for every form a text can be asked to have.
const FORMS = ['name', '12#', 'tcp:127.0.0.1:0'];

function form({ pattern, format }) {
  return format === 'listeners' ? FORMS[2] : FORMS.find((one) => new RegExp(pattern).test(one));
}

function sample(schema) {
  switch (shape(schema)) {
    case 'choice':
      return schema.enum[0];
    case 'form':
      return form(schema);
    case 'integer':
      return schema.minimum ?? 0;
    case 'boolean':
      return true;
    case 'array':
      return [];
    case 'object':
    case 'description':
      return {};
    default:
      return 'x';
  }
}

function wrong(schema) {
  const nothing = [schema.type].flat().includes('null') ? [] : [null];
  switch (shape(schema)) {
    case 'choice':
      return ['no such word', {}, true, ...nothing];
    case 'form':
      return ['no such form/', {}, [], true, ...nothing];
    case 'string':
      return [{}, [], true, ...nothing, ...(schema.minLength ? ['', ' ', '*', 'y'.repeat(schema.maxLength + 1)] : [])];
    case 'integer':
      return [...['x', '', 1.5, true, {}, '1e3'], ...nothing, ...beyond(schema)];
    case 'boolean':
      return ['maybe', 1, {}, ...nothing, 'TRUE'];
    case 'object':
      return ['x', 1, [], ...nothing];
    case 'array':
      return ['x', {}, ...nothing, ...(schema.items?.type === 'string' ? [[{}]] : [['x']])];
    case 'description':
      return ['x', [], null, { sdp: {} }, { sdp_type: 'mp3' }, { trickle_ice: 'maybe' }, { caller_name: {} }];
    default:
      return [];
  }
}

function beyond({ minimum, maximum }) {
  return [minimum - 1, maximum + 1, String(maximum + 1)].filter((value) => !Number.isNaN(Number(value)));
}

function right(schema) {
  switch (shape(schema)) {
    case 'choice':
      return schema.enum;
    case 'form':
      return [form(schema)];
    case 'string':
      return [7, 'x'];
    case 'integer':
      return [schema.minimum, String(schema.minimum), schema.maximum];
    case 'boolean':
      return [true, false, 'true', 'false'];
    default:
      return [];
  }
}
