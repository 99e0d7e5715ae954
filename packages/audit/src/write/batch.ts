import { canonicalJson } from '../format/canonical-json.js';
import { epochRecord, type Epoch } from '../format/epoch.js';
import { lineOf } from '../format/line.js';
import type { Signer } from '../keys/signer.js';
import { leafHash } from '../merkle/hashes.js';
import type { Position } from '../read/position.js';
import type { Commit } from '../read/walk-result.js';

/** The bytes of one batch, and where the journal stands once they are written. */
export interface Batch {
  readonly bytes: Buffer;
  readonly after: Position;
  readonly commit: Commit;
}

/** When a segment is full, and how the key of the next one comes about. */
export interface Rotation {
  readonly segmentBytes: number;
  /** Makes the next key. It must be durable when this returns. */
  readonly nextEpoch: () => Epoch;
}

/**
 * Chains records to what is there and closes them with a signed checkpoint, which commits them. When the records
 * reach the end of the segment, the key of the next one is introduced before the checkpoint.
 */
export function buildBatch(
  from: Position,
  bodies: readonly string[],
  signer: Signer,
  rotation: Rotation | null = null,
): Batch {
  const range = from.range.clone();
  let { size, prev } = from;
  let text = '';
  const add = (body: string): void => {
    const line = lineOf(prev, size, body);
    prev = leafHash(line);
    range.append(prev);
    size += 1;
    text += `${line}\n`;
  };
  for (const body of bodies) add(body);
  const next = rotation !== null && isFull(rotation, from.offset, text) ? rotation.nextEpoch() : null;
  if (next !== null) add(canonicalJson(epochRecord(next)));
  const checkpoint = { origin: signer.key.name, size, root: range.root() };
  add(canonicalJson({ kind: 'checkpoint', checkpoint: signer.sign(checkpoint) }));
  const bytes = Buffer.from(text);
  const place = next ?? { segment: from.segment, number: from.epoch?.number ?? 0, key: signer.key };
  return {
    bytes,
    after: {
      segment: place.segment,
      offset: next === null ? from.offset + bytes.length : 0,
      size,
      prev,
      range,
      epoch: { number: place.number, key: place.key },
    },
    commit: { size: checkpoint.size, root: checkpoint.root, head: prev },
  };
}

function isFull({ segmentBytes }: Rotation, offset: number, text: string): boolean {
  // A UTF-16 unit takes at most three bytes of UTF-8: most batches need no count.
  return offset + text.length * 3 >= segmentBytes && offset + Buffer.byteLength(text) >= segmentBytes;
}
