import { capped, isKnown, unknownData, type Data } from '../shell/data.js';
import { LIMITS } from '../shell/limits.js';
import type { Block } from './syntax.js';

/** What an object is, as far as its members mean something: everything else is text. */
export type ObjectKind =
  /** A file or folder; its text is the path. */
  | 'item'
  /** Bytes; its text holds one of them a character. */
  | 'bytes'
  | 'encoding'
  | 'type'
  | 'number'
  /** Its text is the host of a connection. */
  | 'socket'
  | 'http'
  | 'com'
  /** A command that is put together; its text is the command so far. */
  | 'pipeline'
  /** An object or class of WMI; its text is the class. */
  | 'wmi'
  | 'process';

/** A value of PowerShell: a text as far as it is known, where it came from, and what else matters about it. */
export interface Value extends Data {
  readonly items?: readonly Value[];
  /** Entries of a hash table, by key in lower case. */
  readonly entries?: ReadonlyMap<string, Value>;
  readonly block?: Block;
  readonly object?: ObjectKind;
}

export const EMPTY_VALUE: Value = Object.freeze({ text: '', taint: 0 });
/** Elements of a list that are told apart; the rest counts as one. */
export const MAX_ITEMS = 256;

export function textValue(text: string, taint = 0): Value {
  return { text: capped(text), taint };
}

export function objectValue(object: ObjectKind, text: string, taint = 0): Value {
  return { text, taint, object };
}

/** The elements of a value: itself when it is no list. */
export function itemsOf(value: Value): readonly Value[] {
  return value.items ?? [value];
}

/** Several values as one list; one alone is itself. */
export function listOf(values: readonly Value[], always = false): Value {
  const [only] = values;
  if (only === undefined) return always ? { ...EMPTY_VALUE, items: [] } : EMPTY_VALUE;
  if (values.length === 1 && !always) return only;
  const kept: Value[] = [];
  let taint = 0;
  let more = 0;
  for (const value of values) {
    taint |= value.taint;
    for (const item of value.object === 'bytes' ? [value] : itemsOf(value)) {
      if (kept.length < MAX_ITEMS) kept.push(item);
      else more = 1;
      taint |= item.taint;
    }
  }
  if (more !== 0) kept.push(unknownData(taint));
  return { text: joinedText(kept, ' '), taint, items: kept };
}

/** Texts of values one after the other, as far as a value may be long. */
export function joinedText(values: readonly Data[], separator: string): string {
  let text = '';
  for (const [index, value] of values.entries()) {
    if (text.length > LIMITS.value) break;
    text += index === 0 ? value.text : separator + value.text;
  }
  return capped(text);
}

/** Values of a list that a block is run for one by one. */
const MAX_ROUNDS = 16;

/** What a block is run for: each value, and when there are many the rest of them together. */
export function roundsOf(values: readonly Value[]): readonly Value[] {
  return values.length > MAX_ROUNDS
    ? [...values.slice(0, MAX_ROUNDS), listOf(values.slice(MAX_ROUNDS))]
    : values;
}

/** The characters of a text as a list. */
export function charactersOf({ text, taint }: Data): Value {
  // One more than the list tells apart, so that it knows there are more.
  const characters = Array.from(text.slice(0, 2 * MAX_ITEMS + 2)).slice(0, MAX_ITEMS + 1);
  return listOf(
    characters.map((char) => textValue(char, taint)),
    true,
  );
}

/** What handling a value costs, in the parts that a reading may evaluate. */
export function costOf(value: Value): number {
  return (value.text.length >> 8) + ((value.items?.length ?? 0) >> 3);
}

export function taintOf(values: readonly Data[]): number {
  return values.reduce((all, value) => all | value.taint, 0);
}

/** What several printed values are as text: one a line. */
export function printedText(values: readonly Value[]): Data {
  if (values.length === 0) return EMPTY_VALUE;
  return { text: joinedText(values.flatMap(itemsOf), '\n'), taint: taintOf(values) };
}

export function numberOf(value: Value): number | null {
  if (!isKnown(value.text)) return null;
  const text = value.text.trim();
  if (/^[-+]?0x[0-9a-f]{1,12}$/i.test(text)) return Number.parseInt(text.replace(/^[-+]?0x/i, ''), 16);
  return /^[-+]?\d{1,15}(?:\.\d{1,15})?$/.test(text) ? Number(text) : null;
}
