import type { Evidence, Params, ParamValue } from '@sentinel-agentos/core';

import { withoutChinese } from './chinese-words.js';

/** A string found in the parameters, with its dotted path. */
export interface ParamText {
  readonly param: string;
  readonly text: string;
}

interface ParamEntry {
  readonly param: string;
  readonly value: ParamValue;
}

/** One object of the parameters: the parameters themselves, or one inside them such as an item of `edits`. */
export interface ParamLayer {
  /** Members by their plain names: lower case, without separators, so that `filePath` is `file_path`. */
  readonly members: ReadonlyMap<string, readonly ParamEntry[]>;
  /** Inside what a call carries (`content`, `body`, …) rather than says: a path in there names no file. */
  readonly carried: boolean;
}

const NONE: readonly ParamEntry[] = [];
const MAX_LAYERS = 2000;
const MAX_DEPTH = 8;
/** More strings than this under one name belong to no honest call; `isWhole` tells that some were left out. */
const MAX_LIST = 1000;

/** What a call carries: text or records that are written, sent or asked for as they are. */
const CARRIED: ReadonlySet<string> = new Set(
  'content contents body data payload json text value values headers env environment metadata schema example document documents record records row rows filter where query fields variables properties inputschema'.split(
    ' ',
  ),
);

/** All objects of the parameters, outermost first, and whether that is all there is. */
export interface ParamLayers {
  readonly layers: readonly ParamLayer[];
  readonly isWhole: boolean;
}

/** Takes the parameters apart into objects by plain member names. Inherited members are none. */
export function layersOf(params: Params): ParamLayers {
  const layers: ParamLayer[] = [];
  let isWhole = true;
  const visit = (value: ParamValue, prefix: string, carried: boolean, depth: number): void => {
    if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
    if (layers.length >= MAX_LAYERS || depth > MAX_DEPTH) {
      isWhole = false;
      return;
    }
    if (Array.isArray(value)) {
      const list = value as readonly ParamValue[];
      if (list.length > MAX_LIST) isWhole = false;
      for (const [index, item] of list.slice(0, MAX_LIST).entries())
        visit(item, `${prefix}${index}.`, carried, depth + 1);
      return;
    }
    const members = new Map<string, ParamEntry[]>();
    layers.push({ members, carried });
    for (const [key, member] of Object.entries(value)) {
      const plain = plainName(key);
      const entry = { param: prefix + key, value: member };
      const others = members.get(plain);
      if (others === undefined) members.set(plain, [entry]);
      else others.push(entry);
      visit(member, `${prefix}${key}.`, carried || CARRIED.has(plain), depth + 1);
    }
  };
  visit(params, '', false, 0);
  return { layers, isWhole };
}

/** A parameter's name without case and separators. */
export function plainName(key: string): string {
  return withoutChinese(key.slice(0, 100))
    .replaceAll(/[-_\s]/g, '')
    .toLowerCase();
}

/** Evidence for the whole of a string parameter. */
export function wholeOf(found: ParamText): Evidence {
  return { param: found.param, start: 0, end: found.text.length };
}

/** Every string under the named members, in the order of the names: a string itself, or those of a list. */
export function textsIn(layer: ParamLayer, names: readonly string[]): readonly ParamText[] {
  const found: ParamText[] = [];
  for (const name of names) {
    // Most of the names that are asked for are not there.
    for (const { param, value } of layer.members.get(name) ?? NONE) {
      for (const text of stringsOf(value, param)) found.push(text);
    }
  }
  return found;
}

/** Every string under the named members of all layers, the outermost first. */
export function textsOf(layers: readonly ParamLayer[], names: readonly string[]): readonly ParamText[] {
  return layers.flatMap((layer) => textsIn(layer, names));
}

/** The values of the named members of a layer, whatever they are. */
export function valuesIn(layer: ParamLayer, names: readonly string[]): readonly ParamValue[] {
  const found: ParamValue[] = [];
  for (const name of names) for (const { value } of layer.members.get(name) ?? NONE) found.push(value);
  return found;
}

/** Whether one of the named members says something: present, and neither null, false nor empty. */
export function says(layers: readonly ParamLayer[], names: readonly string[]): boolean {
  return layers.some((layer) =>
    valuesIn(layer, names).some((value) => value !== null && value !== false && value !== ''),
  );
}

function stringsOf(value: ParamValue, param: string): readonly ParamText[] {
  if (typeof value === 'string') return [{ param, text: value }];
  if (!Array.isArray(value)) return [];
  const list = value as readonly ParamValue[];
  return list
    .slice(0, MAX_LIST)
    .flatMap((item, index) => (typeof item === 'string' ? [{ param: `${param}.${index}`, text: item }] : []));
}
