import { canonicalJson } from '../format/canonical-json.js';
import { lineOf } from '../format/line.js';
import type { Signer } from '../keys/signer.js';
import { leafHash } from '../merkle/hashes.js';
import type { Position } from '../read/position.js';
import type { Commit } from '../read/walk.js';

/** The bytes of one batch, and where the journal stands once they are written. */
export interface Batch {
  readonly bytes: Buffer;
  readonly after: Position;
  readonly commit: Commit;
}

/** Chains records to what is there and closes them with a signed checkpoint, which commits them. */
export function buildBatch(from: Position, bodies: readonly string[], signer: Signer): Batch {
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
  const checkpoint = { origin: signer.key.name, size, root: range.root() };
  add(canonicalJson({ kind: 'checkpoint', checkpoint: signer.sign(checkpoint) }));
  const bytes = Buffer.from(text);
  return {
    bytes,
    after: { size, offset: from.offset + bytes.length, prev, range },
    commit: { size: checkpoint.size, root: checkpoint.root, head: prev },
  };
}
