import { randomBytes } from 'node:crypto';
import { SentinelError } from '@sentinel-agentos/core';
import { allowsHydration } from './hydration-policy.js';
import { createValueIndex } from './value-index.js';
import { PLACEHOLDER_LENGTH, placeholderOf, placeholdersIn } from './placeholder.js';
import { subtractSpans, uniteSpans } from './spans.js';
import type { Clock } from '@sentinel-agentos/core';
import type { Detection } from '../detection.js';
import type { HydrationPolicy } from './hydration-policy.js';
import type { Span } from './spans.js';
import { latePattern } from '../scan/late-pattern.js';

/** Quotes and separators beside a placeholder are no rest of a value. */
const letterOrDigit: () => RegExp = latePattern(String.raw`[\p{L}\p{N}]`, 'u');

export interface VaultOptions {
  /** At least 16 bytes. Default: random, so that the placeholders of two sessions can't be linked. */
  readonly sessionKey?: Uint8Array;
  /** Milliseconds that a value is kept after its last use. Default: 12 hours. */
  readonly ttlMs?: number;
  /** Values kept at once; the one used longest ago goes first. Default: 4,096. */
  readonly maxValues?: number;
  /** UTF-16 units of all values together. Default: 4,194,304. */
  readonly maxLength?: number;
  readonly clock?: Pick<Clock, 'now'>;
}

export interface Redaction {
  readonly text: string;
  /** How many places of the text were replaced. */
  readonly replaced: number;
}

/** A placeholder of this vault that stayed in the text. */
export interface RefusedPlaceholder {
  readonly placeholder: string;
  readonly type: string;
}

export interface Hydration {
  readonly text: string;
  /** How many placeholders became values. */
  readonly hydrated: number;
  readonly refused: readonly RefusedPlaceholder[];
}

/** Keeps the values that were taken out of texts. They exist in memory only, and no way of printing shows them. */
export interface Vault {
  /**
   * Replaces what detections mark, and every other occurrence of the same values, and of values of eight or more
   * units that were found before in this session. Spans that overlap become one. What already is a placeholder of
   * this vault stays one, also where a detection covers it and more.
   */
  redact(text: string, detections: readonly Detection[]): Redaction;
  /**
   * Puts values back where the policy of the sink allows their type and the host. Texts that only look like a
   * placeholder stay as they are. Call it inside the tool runner only. `hydrate(redact(t)) = hydrate(t)` for every
   * text while the values are kept, which is `t` itself unless `t` held live placeholders.
   */
  hydrate(text: string, policy: HydrationPolicy): Hydration;
  /** Forgets everything. */
  clear(): void;
  readonly size: number;
  toJSON(): { readonly values: number };
}

interface Entry {
  readonly placeholder: string;
  readonly value: string;
  readonly type: string;
  expiresAt: number;
}

/** Shorter values occur by chance: they are replaced in the text they were found in, and not in later ones. */
const SHORTEST_SEARCHED = 8;

/** Opens a vault. Throws `INVALID_CONFIG` for options that make no sense; keys are never shown. */
export function createVault(options: VaultOptions = {}): Vault {
  const key = options.sessionKey === undefined ? randomBytes(32) : Uint8Array.from(options.sessionKey);
  if (key.length < 16)
    throw new SentinelError(
      'INVALID_CONFIG',
      `vault: sessionKey needs at least 16 bytes, got ${String(key.length)}`,
    );
  const ttlMs = positive('ttlMs', options.ttlMs ?? 12 * 3_600_000);
  const maxValues = positive('maxValues', options.maxValues ?? 4096);
  const maxLength = positive('maxLength', options.maxLength ?? 1 << 22);
  const clock = options.clock ?? { now: Date.now };

  /** By placeholder, the one used longest ago first. */
  const entries = new Map<string, Entry>();
  const byValue = new Map<string, Entry>();
  let known = createValueIndex<Entry>();
  let length = 0;

  function forget(entry: Entry): void {
    entries.delete(entry.placeholder);
    byValue.delete(entry.value);
    known.remove(entry.value);
    length -= entry.value.length;
  }

  function touch(entry: Entry, now: number): void {
    entry.expiresAt = now + ttlMs;
    entries.delete(entry.placeholder);
    entries.set(entry.placeholder, entry);
  }

  /** Every use sets the same time to live, so the order of use is the order of expiry. */
  function expire(now: number): void {
    for (const entry of entries.values()) {
      if (entry.expiresAt > now) return;
      forget(entry);
    }
  }

  function keep(value: string, type: string, now: number): string {
    const present = byValue.get(value);
    if (present !== undefined) {
      touch(present, now);
      return present.placeholder;
    }
    let attempt = 0;
    let placeholder = placeholderOf(key, type, value, attempt);
    while (entries.has(placeholder)) placeholder = placeholderOf(key, type, value, ++attempt);
    // Too large to be kept at all: it is masked, and nothing can bring it back.
    if (value.length > maxLength) return placeholder;
    const entry: Entry = { placeholder, value, type, expiresAt: now + ttlMs };
    entries.set(placeholder, entry);
    byValue.set(value, entry);
    length += value.length;
    if (value.length >= SHORTEST_SEARCHED) known.add(value, entry);
    for (const oldest of entries.values()) {
      if (entries.size <= maxValues && length <= maxLength) break;
      forget(oldest);
    }
    return placeholder;
  }

  const vault: Vault = {
    redact(text, detections) {
      const now = clock.now();
      expire(now);
      const live = placeholdersIn(text)
        .filter((site) => entries.has(site.text))
        .map(({ start }) => ({ start, end: start + PLACEHOLDER_LENGTH }));

      const found = createValueIndex<Span>();
      const spans: Span[] = [];
      for (const span of valueSpans(text, detections)) {
        // A placeholder of ours that a finding covers stays, and what stands beside it is a value still.
        for (const piece of subtractSpans([span], live)) {
          const value = text.slice(piece.start, piece.end);
          const isWhole = piece.end - piece.start === span.end - span.start;
          if (!isWhole && !letterOrDigit().test(value)) continue;
          spans.push(piece);
          // Only the scanner knows whether a few characters are a value: in other places they stand by chance.
          if (isWhole || value.length >= SHORTEST_SEARCHED) found.add(value, piece);
          // A value that ends up inside a larger one may stand alone in a later text.
          if (value.length >= SHORTEST_SEARCHED) keep(value, piece.type, now);
        }
      }
      found.search(text, (start, end, { type, weight }) => spans.push({ start, end, type, weight }));
      known.search(text, (start, end, { type }) => spans.push({ start, end, type, weight: 0 }));

      let redacted = '';
      let last = 0;
      const pieces = subtractSpans(uniteSpans(spans), live);
      for (const { start, end, type } of pieces) {
        redacted += text.slice(last, start) + keep(text.slice(start, end), type, now);
        last = end;
      }
      return { text: redacted + text.slice(last), replaced: pieces.length };
    },

    hydrate(text, policy) {
      const now = clock.now();
      expire(now);
      let result = '';
      let last = 0;
      let hydrated = 0;
      const refused: RefusedPlaceholder[] = [];
      for (const { text: placeholder, start } of placeholdersIn(text)) {
        const entry = entries.get(placeholder);
        if (entry === undefined) continue;
        if (!allowsHydration(policy, entry.type)) {
          refused.push({ placeholder, type: entry.type });
          continue;
        }
        touch(entry, now);
        result += text.slice(last, start) + entry.value;
        last = start + PLACEHOLDER_LENGTH;
        hydrated++;
      }
      return { text: result + text.slice(last), hydrated, refused };
    },

    clear() {
      entries.clear();
      byValue.clear();
      known = createValueIndex();
      length = 0;
    },

    get size() {
      return entries.size;
    },
    toJSON: () => ({ values: entries.size }),
  };
  return Object.freeze(vault);
}

/** What is to be replaced: values, not instructions. Spans that lie outside of the text are cut to it. */
function valueSpans(text: string, detections: readonly Detection[]): readonly Span[] {
  return detections
    .filter(({ kind }) => kind !== 'injection')
    .map(({ start, end, type, severity }) => ({
      start: Math.max(0, Math.trunc(start) || 0),
      end: Math.min(text.length, Math.trunc(end) || 0),
      type,
      weight: severity,
    }))
    .filter(({ start, end }) => start < end);
}

function positive(name: string, value: number): number {
  if (Number.isFinite(value) && value > 0) return value;
  throw new SentinelError('INVALID_CONFIG', `vault: ${name} must be a number above 0, got ${String(value)}`);
}
