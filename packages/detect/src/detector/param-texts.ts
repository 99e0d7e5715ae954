import { textOfBytes, textOfList } from './spelled-text.js';
import type { Params, ParamValue } from '@sentinel-agentos/core';

/** A text in the parameters of a call. */
export interface ParamText {
  /** Dotted path of the parameter: `command`, `edits.0.path`. */
  readonly param: string;
  readonly text: string;
  /** How it stands there: as it is, or spelled by bytes, numbers or single characters, where no span means anything. */
  readonly stands: 'plainly' | 'spelled';
}

/** Every text in parameters, in their order: strings, bytes, and what lists of numbers or characters spell. */
export function paramTexts(params: Params): readonly ParamText[] {
  const texts: ParamText[] = [];
  for (const [name, value] of Object.entries(params)) addTexts(value, name, texts);
  return texts;
}

/** Names of the members of parameters, however deep, each once. */
export function paramNames(params: Params): ReadonlySet<string> {
  const names = new Set<string>();
  addNames(params, names);
  return names;
}

function addTexts(value: ParamValue, param: string, texts: ParamText[]): void {
  if (typeof value === 'string') {
    if (value !== '') texts.push({ param, text: value, stands: 'plainly' });
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  const spelled = value instanceof Uint8Array ? textOfBytes(value) : spelledBy(value);
  if (spelled !== '') texts.push({ param, text: spelled, stands: 'spelled' });
  if (value instanceof Uint8Array) return;
  for (const [name, member] of Object.entries<ParamValue>(value)) addTexts(member, `${param}.${name}`, texts);
}

/** Bytes that went through JSON are an object with numbers for names. */
function spelledBy(value: readonly ParamValue[] | Params): string {
  if (Array.isArray(value)) return textOfList(value);
  return Object.hasOwn(value, '0') ? textOfList(Object.values(value)) : '';
}

function addNames(value: ParamValue, names: Set<string>): void {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return;
  const isList = Array.isArray(value);
  for (const [name, member] of Object.entries<ParamValue>(value)) {
    if (!isList) names.add(name);
    addNames(member, names);
  }
}
