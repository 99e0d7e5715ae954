import { hash } from 'node:crypto';
import { BLOB_LIST } from './blob-ref.js';
import { canonicalJson } from './canonical-json.js';
import {
  contentOf,
  listsAt,
  membersAt,
  placeAt,
  replaceAt,
  stringsAt,
  valueAt,
  type JsonPlace,
} from './json-places.js';

/** Stands in the record for what was too long to keep: where it was, its size and its hash. */
export interface Elided {
  /** JSON pointer from the record. */
  readonly path: string;
  /** Size of the UTF-8 of a string, or of the canonical JSON of anything else. */
  readonly bytes: number;
  /** Lower-case hex SHA-256 of those bytes. */
  readonly sha256: string;
}

/** Fields that hold the caller's own JSON: a marker object may stand anywhere in them. */
const OPEN_FIELDS: ReadonlySet<string> = new Set(['params', 'data']);
/** What a marker and its entry in the list cost, without the path. */
const MARKER_BYTES = 260;
const WORTH_ELIDING = 2 * MARKER_BYTES;
const KEPT_CHARACTERS = 200;
/** More than a line has room to list; what remains then goes with the values around it. */
const MAX_ELIDED = 512;

/**
 * Shortens a record until its canonical JSON has at most `limit` bytes, largest values first:
 * long strings, then the tails of long lists, then whole values of `params` or `data`. In `params` and `data` the
 * marker `{"$elided":{"bytes":n,"sha256":"…"}}` replaces the value; elsewhere a string keeps its first 200
 * characters and a list its first items. Everything left out is listed in the record's field `elided`, and
 * only that list proves it: a marker could have been among the parameters from the start.
 *
 * @returns the canonical JSON, or null when it cannot be made to fit.
 */
export function elideToFit(record: Readonly<Record<string, unknown>>, limit: number): string | null {
  const copy = JSON.parse(canonicalJson(record)) as Record<string, unknown>;
  const fields = Object.keys(copy);
  const open = fields.filter((field) => OPEN_FIELDS.has(field));
  // A value whose blob is no longer listed could never be erased.
  const closed = fields.filter((field) => !OPEN_FIELDS.has(field) && field !== BLOB_LIST);
  const elided: Elided[] = [];

  const text = (): string => canonicalJson(elided.length === 0 ? copy : { ...copy, elided });
  const excess = (): number => Buffer.byteLength(text()) - limit;
  const shrink = (places: readonly JsonPlace[], replace: (place: JsonPlace) => Elided): void => {
    let over = excess();
    for (const place of places.toSorted((a, b) => b.bytes - a.bytes).slice(0, MAX_ELIDED)) {
      if (over <= 0) return;
      noteDown(elided, replace(place));
      // An estimate, so that thousands of values do not mean thousands of serialisations.
      over -= Math.max(1, place.bytes - MARKER_BYTES - place.path.length);
      if (over <= 0) over = excess();
    }
  };

  const shortenLists = (kept: number): void =>
    shrink(
      closed.flatMap((field) => listsAt(copy, field, '', kept)),
      (place) => cut(place, kept),
    );

  shrink(open.flatMap((field) => stringsAt(copy, field, '')).filter(isWorthIt), mark);
  shrink(closed.flatMap((field) => stringsAt(copy, field, '')).filter(isWorthIt), shorten);
  shortenLists(64);
  shrink(open.flatMap((field) => membersAt(copy, field, '')).filter(isWorthIt), mark);
  // Thousands of short members, or giant keys: the whole goes.
  shrink(open.map((field) => placeAt(copy, field, '')).filter(isWorthIt), mark);
  for (const kept of [16, 4, 1]) shortenLists(kept);
  const result = text();
  return Buffer.byteLength(result) <= limit ? result : null;
}

function isWorthIt({ bytes, path }: JsonPlace): boolean {
  return bytes >= WORTH_ELIDING + 2 * path.length;
}

function noteOf({ holder, key, path }: JsonPlace): Elided {
  const content = contentOf(valueAt(holder, key));
  return { path, bytes: Buffer.byteLength(content), sha256: hash('sha256', content, 'hex') };
}

function mark(place: JsonPlace): Elided {
  const note = noteOf(place);
  replaceAt(place.holder, place.key, { $elided: { bytes: note.bytes, sha256: note.sha256 } });
  return note;
}

function shorten(place: JsonPlace): Elided {
  const note = noteOf(place);
  // A cut between two surrogates would leave half a character.
  const prefix = contentOf(valueAt(place.holder, place.key))
    .slice(0, KEPT_CHARACTERS)
    .replace(/[\uD800-\uDBFF]$/, '');
  replaceAt(place.holder, place.key, `${prefix}… [${note.bytes} bytes, sha256 ${note.sha256}]`);
  return note;
}

function cut(place: JsonPlace, kept: number): Elided {
  const note = noteOf(place);
  const list = valueAt(place.holder, place.key);
  if (Array.isArray(list)) replaceAt(place.holder, place.key, list.slice(0, kept));
  return note;
}

/**
 * Lists what was left out. What lay inside of it need not be listed any more; of a list that is shortened
 * again the first note stays, which speaks of the list as it was handed in.
 */
function noteDown(elided: Elided[], note: Elided): void {
  const first = elided.find(({ path }) => path === note.path) ?? note;
  const others = elided.filter(({ path }) => path !== note.path && !path.startsWith(`${note.path}/`));
  elided.splice(0, elided.length, ...others, first);
}
