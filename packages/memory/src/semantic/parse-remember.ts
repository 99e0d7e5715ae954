import type { Json, JsonObject } from '@sentinel-agentos/core';
import { invalidArgument } from '../input/invalid-argument.js';
import { parseJson } from '../input/parse-json.js';
import { parseNumber } from '../input/parse-number.js';
import { parseOptions } from '../input/parse-options.js';
import { parseBoundedText } from '../input/parse-text.js';
import { parseTrust } from '../input/parse-trust.js';
import type { Trust } from '../trust.js';

/** Where something to be remembered comes from. */
export interface RememberOptions {
  /** A session, an event or a file; up to 512 bytes. */
  readonly source?: string;
  /** Default: `owner` for preferences, `agent` for everything else. */
  readonly trust?: Trust;
  /**
   * Since when it holds, milliseconds since the epoch, not in the future. Default: now. A value dated before the
   * one that holds does not take its place but raises a conflict.
   */
  readonly validFrom?: number;
}

const SOURCE_BYTES = 512;

/** Parses where something comes from. */
export function parseRemember(
  options: RememberOptions | undefined,
  fallback: Trust,
): { readonly source: string | undefined; readonly trust: Trust; readonly validFrom: number | undefined } {
  const { source, trust, validFrom } = parseOptions(options, 'options');
  return {
    source: source === undefined ? undefined : parseBoundedText(source, 'source', SOURCE_BYTES),
    trust: parseTrust(trust, fallback),
    validFrom: validFrom === undefined ? undefined : parseNumber(validFrom, 'validFrom', 0, 0),
  };
}

/** A JSON value of a bounded size. */
export function parseValue(value: unknown, field: string, maxBytes: number): Json {
  const json = parseJson(value, field);
  const bytes = Buffer.byteLength(JSON.stringify(json));
  if (bytes > maxBytes)
    throw invalidArgument(field, `at most ${maxBytes} bytes of JSON (it has ${bytes})`, value);
  return json;
}

/** A JSON object of a bounded size. */
export function parseObject(value: unknown, field: string, maxBytes: number): JsonObject {
  const json = parseValue(value, field, maxBytes);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw invalidArgument(field, 'an object', value);
  }
  return json as JsonObject;
}
