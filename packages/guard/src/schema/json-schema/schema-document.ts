import { SentinelError } from '@sentinel-agentos/core';
import { bad } from '../rule-shape.js';
import { displayText } from '../../matching/display-text.js';
import { isObject, type JsonData, type SchemaObject } from './json-data.js';
import { subschemasOf } from './subschemas.js';

const NO_ADDRESS = 'https://schema.invalid/';
const LEGACY = /^https?:\/\/json-schema\.org\/draft-0[67]\/schema#?$/u;
const MODERN = /^https:\/\/json-schema\.org\/draft\/(?:2019-09|2020-12)\/schema#?$/u;

/** A schema document whose references can be followed. Nothing is ever fetched. */
export interface SchemaDocument {
  /** Draft 6 and 7: what stands beside a `$ref` does not count. */
  readonly legacy: boolean;
  /**
   * The schema that a reference means.
   *
   * @throws SentinelError `INVALID_CONFIG` when it leads out of the document or to nothing.
   */
  resolve(reference: JsonData, from: SchemaObject, where: string): JsonData;
}

/**
 * Notes the names and addresses in a document.
 *
 * @throws SentinelError `INVALID_CONFIG` for a dialect other than draft 6, 7, 2019-09 and 2020-12, and for
 * addresses that are none or that occur twice.
 */
export function openDocument(root: SchemaObject, where: string): SchemaDocument {
  const dialect = root['$schema'];
  const legacy = typeof dialect === 'string' && LEGACY.test(dialect);
  if (dialect !== undefined && !legacy && !(typeof dialect === 'string' && MODERN.test(dialect))) {
    throw bad(`${where}.$schema`, 'draft-06, draft-07, 2019-09 or 2020-12', dialect);
  }
  const targets = new Map<string, SchemaObject>();
  const bases = new Map<SchemaObject, string>();

  const name = (address: string, schema: SchemaObject): void => {
    if (targets.has(address) && targets.get(address) !== schema) {
      throw new SentinelError('INVALID_CONFIG', `${where} names ${displayText(address)} twice`);
    }
    targets.set(address, schema);
  };
  const note = (schema: SchemaObject, outer: string): void => {
    const base = legacy && schema['$ref'] !== undefined ? outer : ownBase(schema, outer, where);
    bases.set(schema, base);
    if (base !== outer) name(base, schema);
    for (const anchor of anchorsOf(schema, where)) name(`${base}#${anchor}`, schema);
    for (const inner of subschemasOf(schema)) note(inner, base);
  };
  targets.set(NO_ADDRESS, root);
  note(root, NO_ADDRESS);

  return {
    legacy,
    resolve(reference: JsonData, from: SchemaObject, place: string): JsonData {
      if (typeof reference !== 'string') throw bad(place, 'a reference', reference);
      // A schema that only a pointer leads to, such as one in `components`, has the address of its root.
      const address = absolute(reference, bases.get(from) ?? bases.get(root) ?? NO_ADDRESS, place);
      const [document = '', fragment = ''] = address.split('#', 2);
      const named = targets.get(fragment === '' ? document : address);
      const owner = targets.get(document);
      const found = named ?? (owner && fragment.startsWith('/') ? followPointer(owner, fragment) : undefined);
      if (found === undefined) {
        throw new SentinelError(
          'INVALID_CONFIG',
          `${place} refers to ${displayText(JSON.stringify(reference))}, which is not in the schema; nothing is fetched`,
        );
      }
      return found;
    },
  };
}

function ownBase(schema: SchemaObject, outer: string, where: string): string {
  const id = schema['$id'];
  if (id === undefined) return outer;
  if (typeof id !== 'string') throw bad(`${where}: $id`, 'an address', id);
  // A fragment alone is how draft 7 writes an anchor.
  return id.startsWith('#') ? outer : (absolute(id, outer, `${where}: $id`).split('#', 1)[0] ?? '');
}

function anchorsOf(schema: SchemaObject, where: string): readonly string[] {
  const anchors = [schema['$anchor'], schema['$dynamicAnchor']].filter((anchor) => anchor !== undefined);
  const id = schema['$id'];
  if (typeof id === 'string' && /^#./u.test(id)) anchors.push(id.slice(1));
  return anchors.map((anchor) => {
    if (typeof anchor !== 'string' || anchor.startsWith('/'))
      throw bad(`${where}: $anchor`, 'a name', anchor);
    return anchor;
  });
}

function absolute(reference: string, base: string, place: string): string {
  try {
    return new URL(reference, base).href;
  } catch {
    throw bad(place, 'a reference', reference);
  }
}

function followPointer(owner: SchemaObject, pointer: string): JsonData | undefined {
  let at: JsonData | undefined = owner;
  for (const part of pointer.slice(1).split('/')) {
    let key: string;
    try {
      key = decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~');
    } catch {
      return undefined;
    }
    if (Array.isArray(at))
      at = /^(?:0|[1-9]\d*)$/u.test(key) ? (at as readonly JsonData[])[Number(key)] : undefined;
    else at = isObject(at) ? at[key] : undefined;
  }
  return at;
}
