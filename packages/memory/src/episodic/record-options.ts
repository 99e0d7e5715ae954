import { parseOptions } from '../input/parse-options.js';
import { parseBoundedText } from '../input/parse-text.js';
import { parseTextList, type TextListLimits } from '../input/parse-text-list.js';
import { parseTrust } from '../input/parse-trust.js';
import { parseSession } from '../session.js';
import type { Trust } from '../trust.js';

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
}

/** The options of an event, parsed. */
export type ParsedRecordOptions = Required<RecordOptions>;

const NAMES: TextListLimits = { maxItems: 64, maxBytes: 256 };
const PATHS: TextListLimits = { maxItems: 64, maxBytes: 1_024 };

/** Parses what a caller says about an event. Throws `INVALID_ARGUMENT` naming the field. */
export function parseRecordOptions(options: RecordOptions | undefined): ParsedRecordOptions {
  const { tags, entities, files, sessionId, actor, trust, pinned, sourceIds } = parseOptions(
    options,
    'options',
  );
  return {
    tags: parseTextList(tags, 'tags', NAMES),
    entities: parseTextList(entities, 'entities', NAMES),
    files: parseTextList(files, 'files', PATHS),
    sessionId: parseSession(sessionId),
    actor: actor === undefined ? 'agent' : parseBoundedText(actor, 'actor', NAMES.maxBytes),
    trust: parseTrust(trust, 'agent'),
    pinned: pinned === true,
    sourceIds: parseTextList(sourceIds, 'sourceIds', NAMES),
  };
}
