import { HttpError } from './http-error.js';

/** As deep as the parameters of a call may be, and the body around them. */
const MAX_DEPTH = 110;

const UTF8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON value of a body.
 *
 * @throws HttpError 400 for what is no JSON in UTF-8, is nested too deeply, or names a prototype.
 */
export function readJson(bytes: Uint8Array): unknown {
  const value = parse(bytes);
  refuseHostileKeys(value);
  return value;
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    throw new HttpError(400, 'The body is not JSON in UTF-8', { code: 'MALFORMED_JSON' });
  }
}

/** Without recursion: the sender decides how deep this goes. */
function refuseHostileKeys(root: unknown): void {
  let level: object[] = isObject(root) ? [root] : [];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) {
      throw new HttpError(400, `The body is nested more than ${MAX_DEPTH} levels deep`, {
        code: 'MALFORMED_JSON',
      });
    }
    const next: object[] = [];
    for (const container of level) {
      if (!Array.isArray(container)) refusePrototype(container);
      for (const member of Object.values(container) as unknown[]) if (isObject(member)) next.push(member);
    }
    level = next;
  }
}

function refusePrototype(object: object): void {
  const constructor: unknown = Object.hasOwn(object, 'constructor')
    ? (object as { readonly constructor?: unknown }).constructor
    : null;
  const isHostile =
    Object.hasOwn(object, '__proto__') || (isObject(constructor) && Object.hasOwn(constructor, 'prototype'));
  if (isHostile)
    throw new HttpError(400, 'The body names a prototype (__proto__)', { code: 'MALFORMED_JSON' });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
