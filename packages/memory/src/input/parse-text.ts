import { encodedBytes } from '../text/encoded-bytes.js';
import { invalidArgument } from './invalid-argument.js';

/** A string, of any Unicode, lone surrogates included. */
export function parseString(value: unknown, field: string): string {
  if (typeof value !== 'string') throw invalidArgument(field, 'a string', value);
  return value;
}

/** A string that says something: not empty and not only white space. */
export function parseText(value: unknown, field: string): string {
  const text = parseString(value, field);
  if (text.trim() === '') throw invalidArgument(field, 'a text that is not blank', value);
  return text;
}

/** A text of at most `maxBytes` bytes in its stored form. Longer ones are refused, never cut. */
export function parseBoundedText(value: unknown, field: string, maxBytes: number): string {
  const text = parseText(value, field);
  if (encodedBytes(text, maxBytes) > maxBytes) {
    throw invalidArgument(field, `a text of at most ${maxBytes} bytes`, value);
  }
  return text;
}
