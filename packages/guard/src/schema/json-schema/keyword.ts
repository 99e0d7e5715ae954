import { bad } from '../rule-shape.js';
import { isObject, type JsonData, type SchemaObject } from './json-data.js';
import type { SchemaNode } from './schema-node.js';

/** What keywords need to be made ready. */
export interface KeywordContext {
  readonly schema: SchemaObject;
  readonly node: SchemaNode;
  /** The node of a schema in this one. @throws SentinelError `INVALID_CONFIG` for what is no schema. */
  nodeOf(value: JsonData, place: string): SchemaNode;
  /** The node that a reference leads to. @throws SentinelError `INVALID_CONFIG` when it leads nowhere. */
  follow(reference: JsonData, place: string): SchemaNode;
}

/**
 * Makes a group of keywords of one schema ready.
 *
 * @throws SentinelError `INVALID_CONFIG` naming the keyword whose value is wrong.
 */
export type KeywordCompiler = (context: KeywordContext) => void;

/** A keyword that counts: `minLength`, `maxItems` and the like. */
export function countOf({ schema, node }: KeywordContext, keyword: string): number | null {
  const value = schema[keyword];
  if (value === undefined) return null;
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw bad(`${node.place}.${keyword}`, 'a whole number, 0 or more', value);
  }
  return value;
}

/** A keyword that names members. */
export function namesOf(value: JsonData, place: string): readonly string[] {
  if (!Array.isArray(value) || !value.every((name): name is string => typeof name === 'string')) {
    throw bad(place, 'a list of names', value);
  }
  return value;
}

/** A keyword that holds something by name. */
export function entriesOf(
  { schema, node }: KeywordContext,
  keyword: string,
): readonly (readonly [name: string, value: JsonData, place: string])[] {
  const value = schema[keyword];
  if (value === undefined) return [];
  if (!isObject(value)) throw bad(`${node.place}.${keyword}`, 'an object', value);
  return Object.entries(value).map(([name, member]) => [name, member, `${node.place}.${keyword}.${name}`]);
}

/** The node of a keyword that holds one schema, or null. */
export function oneNode(context: KeywordContext, keyword: string): SchemaNode | null {
  const value = context.schema[keyword];
  return value === undefined ? null : context.nodeOf(value, `${context.node.place}.${keyword}`);
}

/** The nodes of a keyword that holds a list of schemas, or null. */
export function listOfNodes(context: KeywordContext, keyword: string): readonly SchemaNode[] | null {
  const value = context.schema[keyword];
  if (value === undefined) return null;
  const place = `${context.node.place}.${keyword}`;
  if (!Array.isArray(value) || value.length === 0) throw bad(place, 'a list of schemas, not empty', value);
  return (value as readonly JsonData[]).map((item, index) => context.nodeOf(item, `${place}.${index}`));
}
