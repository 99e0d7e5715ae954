import { invalidArgument } from './invalid-argument.js';
import { parseBoundedText } from './parse-text.js';

/** Limits of a list of short texts. */
export interface TextListLimits {
  readonly maxItems: number;
  readonly maxBytes: number;
}

/** A list of short texts without duplicates, in the order given; absent means empty. */
export function parseTextList(value: unknown, field: string, limits: TextListLimits): readonly string[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw invalidArgument(field, 'an array of strings', value);
  if (value.length > limits.maxItems) {
    throw invalidArgument(field, `an array of at most ${limits.maxItems} strings`, value);
  }
  const texts = value.map((item: unknown, index) =>
    parseBoundedText(item, `${field}[${index}]`, limits.maxBytes),
  );
  return [...new Set(texts)];
}
