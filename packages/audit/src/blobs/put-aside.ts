import { BLOB_LIST, blobMarker, MAX_BLOB_BYTES, type BlobRef } from '../format/blob-ref.js';
import { canonicalJson } from '../format/canonical-json.js';
import { membersAt, placeAt, replaceAt, valueAt, type JsonPlace } from '../format/json-places.js';
import type { HexHash } from '../merkle/hashes.js';

/** Keeps the bytes of a value where they can be erased, durably, and gives its commitment. */
export type KeepBlob = (content: string) => HexHash;

/** The caller's own JSON: what may be put aside. Everything else in a record is the kernel's. */
const PAYLOADS = ['params', 'data'] as const;
/** Bounds what the list of blobs takes of a line. Past it the payload goes as a whole. */
const MAX_MEMBERS = 64;
const MAX_PATH_BYTES = 200;
/** What members that stay may take together. */
const MAX_STAYING_BYTES = 16 * 1024;

/**
 * Moves payloads of a record into blobs: members of `params` and `data` whose JSON has at least `from` bytes, or the
 * payload as a whole when `from` is 0 or when what stays would still be large. In its place stands the marker
 * `{"$blob":{"bytes":n,"commitment":"…"}}`, and the record's field `blobs` lists all of it.
 *
 * @returns the record as it was when nothing is to be moved; the given record is not changed.
 */
export function putAside(
  record: Readonly<Record<string, unknown>>,
  from: number,
  keep: KeepBlob,
): Readonly<Record<string, unknown>> {
  const copy = JSON.parse(canonicalJson(record)) as Record<string, unknown>;
  const blobs: BlobRef[] = [];
  for (const { holder, key, path } of PAYLOADS.flatMap((field) => placesIn(copy, field, from))) {
    const content = canonicalJson(valueAt(holder, key));
    const ref = { path, bytes: Buffer.byteLength(content), commitment: keep(content) };
    replaceAt(holder, key, blobMarker(ref));
    blobs.push(ref);
  }
  return blobs.length === 0 ? record : { ...copy, [BLOB_LIST]: blobs };
}

function placesIn(record: Record<string, unknown>, field: string, from: number): JsonPlace[] {
  if (!Object.hasOwn(record, field) || !hasContent(record[field])) return [];
  const whole = placeAt(record, field, '');
  if (whole.bytes < from || whole.bytes > MAX_BLOB_BYTES) return [];
  const members = membersAt(record, field, '').filter(({ bytes }) => bytes >= from);
  const staying = members.reduce((rest, { bytes }) => rest - bytes, whole.bytes);
  const isAsWhole =
    from === 0 ||
    members.length === 0 ||
    members.length > MAX_MEMBERS ||
    staying > MAX_STAYING_BYTES ||
    members.some(({ path }) => Buffer.byteLength(JSON.stringify(path)) > MAX_PATH_BYTES);
  return isAsWhole ? [whole] : members;
}

/** Numbers, booleans, null and what is empty say nothing that would have to be erased. */
function hasContent(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return typeof value === 'string' && value !== '';
  return Object.keys(value).length > 0;
}
