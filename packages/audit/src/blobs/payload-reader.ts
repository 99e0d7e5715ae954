import { blobRefs, MAX_BLOB_BYTES, type BlobRef } from '../format/blob-ref.js';
import { replaceAt, valueAt, type JsonContainer } from '../format/json-places.js';
import { erasedBlobs } from '../read/erased-blobs.js';
import { readBlob } from '../read/read-blob.js';

/** Stands where a value was erased by `redact`. */
const REDACTED = '[redacted]';
/** Stands where the file of a value is gone and no redaction says why. */
const MISSING = '[missing]';
/** Stands where the file of a value cannot be read, or is not what was put aside. */
const UNREADABLE = '[changed or unreadable]';

/** A record has at most two payloads of the largest size. One that claims more is not ours. */
const MAX_RECORD_BYTES = 2 * MAX_BLOB_BYTES;

/** Gives records back with the payloads they had when they were handed in. */
export type ReadPayloads = <Kept extends object>(record: Kept) => Kept;

/**
 * Puts the values that were put aside back into records read from the journal in `dir`, or says in their place what
 * became of them. Which ones were erased is looked up, once, when the first file is not there.
 */
export function createPayloadReader(dir: string): ReadPayloads {
  let erased: ReadonlySet<string> | null = null;
  const shown = (ref: BlobRef): unknown => {
    const reading = readBlob(dir, ref);
    switch (reading.status) {
      case 'read':
        return reading.value;
      case 'absent':
        erased ??= erasedBlobs(dir);
        return erased.has(ref.commitment) ? REDACTED : MISSING;
      case 'changed':
      case 'unreadable':
        return UNREADABLE;
    }
  };
  return (record) => {
    const refs = blobRefs(record as Readonly<Record<string, unknown>>);
    if (refs.length === 0) return record;
    const copy = structuredClone(record);
    let budget = MAX_RECORD_BYTES;
    for (const ref of refs) {
      budget -= ref.bytes;
      restore(copy as JsonContainer, ref, budget >= 0 ? shown : () => UNREADABLE);
    }
    return copy;
  };
}

function restore(record: JsonContainer, ref: BlobRef, shown: (ref: BlobRef) => unknown): void {
  const keys = ref.path
    .split('/')
    .slice(1)
    .map((key) => key.replaceAll('~1', '/').replaceAll('~0', '~'));
  const last = keys.pop();
  let holder: unknown = record;
  for (const key of keys) holder = isContainer(holder) ? valueAt(holder, key) : undefined;
  // A list that was tampered with may name any place: only its own marker is replaced.
  if (last === undefined || !isContainer(holder) || !Object.hasOwn(holder, last)) return;
  const { $blob: marker } = (valueAt(holder, last) ?? {}) as { readonly $blob?: unknown };
  const { commitment } = (marker ?? {}) as { readonly commitment?: unknown };
  if (commitment !== ref.commitment) return;
  const value = shown(ref);
  const isPayload = keys.length === 0 && last === 'params';
  // Who reads a call relies on its parameters being an object.
  replaceAt(holder, last, isPayload && !isContainer(value) ? { $blob: value } : value);
}

function isContainer(value: unknown): value is JsonContainer {
  return typeof value === 'object' && value !== null;
}
