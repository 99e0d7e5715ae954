import type { Json } from '@sentinel-agentos/core';
import { freezeJson } from '../input/parse-json.js';
import { clipEnd } from '../text/clip-text.js';
import { maskSecrets } from '../text/mask-secrets.js';
import type { ParsedRecordOptions } from '../episodic/record-options.js';
import type { Trust } from '../trust.js';
import type { MemoryScreen, ScreenedText } from './memory-screen.js';

/** What may be stored, and why it has to be kept apart; null when it need not. */
export interface Admitted<T> {
  readonly value: T;
  readonly quarantine: string | null;
}

/** The gate in front of both stores. Never refuses: what is suspicious is kept, but apart. */
export interface Firewall {
  text(text: string, trust: Trust): Admitted<string>;
  /** Screens every text of a value by itself, and all of them read one after another. */
  json(value: Json, trust: Trust): Admitted<Json>;
  /** Screens the names that are given with an event. */
  record(about: ParsedRecordOptions): ParsedRecordOptions & { readonly quarantine: string | null };
}

/** Why a text is in quarantine when its screen broke down over it. */
const UNSCREENED = 'unscreened';
const MAX_REASON_CHARS = 200;

/**
 * Makes the gate over a screen. The owner's own words are masked but never quarantined: an owner may note how an
 * attack reads. A screen that throws counts as suspicion, never as clean.
 */
export function createFirewall(screen: MemoryScreen): Firewall {
  const screened = (text: string): ScreenedText => {
    try {
      const { text: kept, findings } = screen.screen(text);
      // The word of a screen from outside is checked: a blank would say nothing was there.
      const masked = kept.trim() === '' ? maskSecrets(text) : kept;
      return areTexts(findings) ? { text: masked, findings } : { text: masked, findings: [UNSCREENED] };
    } catch {
      return { text: maskSecrets(text), findings: [UNSCREENED] };
    }
  };
  const judged = <T>(value: T, findings: readonly string[], trust: Trust): Admitted<T> => ({
    value,
    quarantine:
      findings.length === 0 || trust === 'owner'
        ? null
        : clipEnd([...new Set(findings)].toSorted(byUnit).join(', '), MAX_REASON_CHARS),
  });

  const json = (value: Json, trust: Trust): Admitted<Json> => {
    const findings: string[] = [];
    const parts: string[] = [];
    const clean = (text: string): string => {
      if (text.trim() === '') return text;
      const result = screened(text);
      findings.push(...result.findings);
      parts.push(result.text);
      return result.text;
    };
    const walk = (inner: Json): Json => {
      if (typeof inner === 'string') return clean(inner);
      if (typeof inner !== 'object' || inner === null) return inner;
      if (Array.isArray(inner)) return inner.map(walk);
      return Object.fromEntries(Object.entries(inner).map(([key, one]) => [clean(key), walk(one)]));
    };
    const kept = freezeJson(walk(value));
    // An order may be cut into pieces that are harmless one by one.
    if (parts.length > 1) findings.push(...screened(parts.join(' ')).findings);
    return judged(kept, findings, trust);
  };

  return {
    text(text, trust) {
      const { text: kept, findings } = screened(text);
      return judged(kept, findings, trust);
    },
    json,
    record(about) {
      const { tags, entities, files, trust } = about;
      const names = json([tags, entities, files], trust);
      const [cleanTags, cleanEntities, cleanFiles] = names.value as readonly (readonly string[])[];
      return {
        ...about,
        tags: cleanTags ?? [],
        entities: cleanEntities ?? [],
        files: cleanFiles ?? [],
        quarantine: names.quarantine,
      };
    },
  };
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}

function byUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
