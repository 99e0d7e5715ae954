import { invalidArgument } from '../input/invalid-argument.js';
import { parseOptions } from '../input/parse-options.js';
import { parseBoundedText } from '../input/parse-text.js';
import { parseTextList, type TextListLimits } from '../input/parse-text-list.js';
import { parseTrust } from '../input/parse-trust.js';
import { parseSession } from '../session.js';
import type { Trust } from '../trust.js';
import type { MemoryEvent } from './memory-event.js';

/** What may be said about an event beyond its type and text. */
export interface RecordOptions {
  /** At most 64, of 256 bytes each. */
  readonly tags?: readonly string[];
  /** Names the event is about. At most 64, of 256 bytes each. */
  readonly entities?: readonly string[];
  /** Paths. At most 64, of 1,024 bytes each. */
  readonly files?: readonly string[];
  readonly sessionId?: string;
  /** Who did or said it. Default: `agent`. */
  readonly actor?: string;
  /** Default: `agent`. */
  readonly trust?: Trust;
  /** Never forgotten, and never less than a line. */
  readonly pinned?: boolean;
  /** Ids of the events or messages this was derived from. */
  readonly sourceIds?: readonly string[];
  /** Id of the event that no longer holds now that this one does. It is closed and kept. */
  readonly supersedes?: string;
  /** From when on it holds, in milliseconds since the epoch. Default: since it is recorded. */
  readonly validFrom?: number;
  /** Until when it held, in milliseconds since the epoch. Default: it holds. */
  readonly validTo?: number;
}

/** The options of an event, parsed. */
export type ParsedRecordOptions = Required<Omit<RecordOptions, 'supersedes' | 'validFrom' | 'validTo'>> &
  Pick<MemoryEvent, 'supersedes' | 'validFrom' | 'validTo'>;

const NAMES: TextListLimits = { maxItems: 64, maxBytes: 256 };
const PATHS: TextListLimits = { maxItems: 64, maxBytes: 1_024 };

/** Parses what a caller says about an event. Throws `INVALID_ARGUMENT` naming the field. */
export function parseRecordOptions(options: RecordOptions | undefined): ParsedRecordOptions {
  const parsed = parseOptions(options, 'options');
  const { tags, entities, files, sessionId, actor, trust, pinned, sourceIds, supersedes } = parsed;
  return {
    tags: parseTextList(tags, 'tags', NAMES),
    entities: parseTextList(entities, 'entities', NAMES),
    files: parseTextList(files, 'files', PATHS),
    sessionId: parseSession(sessionId),
    actor: actor === undefined ? 'agent' : parseBoundedText(actor, 'actor', NAMES.maxBytes),
    trust: parseTrust(trust, 'agent'),
    pinned: pinned === true,
    sourceIds: parseTextList(sourceIds, 'sourceIds', NAMES),
    supersedes: supersedes === undefined ? null : parseBoundedText(supersedes, 'supersedes', NAMES.maxBytes),
    validFrom: parseTime(parsed.validFrom, 'validFrom'),
    validTo: parseTime(parsed.validTo, 'validTo'),
  };
}

function parseTime(value: unknown, field: string): number | null {
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw invalidArgument(field, 'a time in milliseconds since the epoch', value);
}
