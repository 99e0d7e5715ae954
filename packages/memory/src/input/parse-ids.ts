import type { Ids } from '@sentinel-agentos/core';
import { nanoid } from 'nanoid';
import { invalidArgument } from './invalid-argument.js';
import { parseBoundedText } from './parse-text.js';

const RANDOM_IDS: Ids = { next: () => nanoid() };
const MAX_BYTES = 256;

/**
 * Where ids come from; absent means random ones. An id that is no text of 1–256 bytes is refused
 * (`INVALID_ARGUMENT`) before anything is written, because what was stored with it could not be read again.
 */
export function parseIds(value: Ids | undefined): Ids {
  if (value === undefined || value === null) return RANDOM_IDS;
  if (typeof value !== 'object' || typeof value.next !== 'function') {
    throw invalidArgument('ids', 'an object with a method next', value);
  }
  return { next: () => parseBoundedText(value.next(), 'ids.next()', MAX_BYTES) };
}
