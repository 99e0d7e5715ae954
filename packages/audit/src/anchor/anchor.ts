import { hash } from 'node:crypto';
import { readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { HexHash } from '../merkle/hashes.js';

/** The last head of a journal, kept where whoever can change the journal cannot. */
export interface Anchor {
  /** Identifier of the journal. */
  readonly journal: string;
  /** Verifier key of the journal. */
  readonly key: string;
  /** Tree size of the last checkpoint: the line with this `$seq` is the checkpoint. */
  readonly size: number;
  /** Merkle root over the lines before the checkpoint. */
  readonly root: HexHash;
  /** Leaf hash of the checkpoint's own line. */
  readonly head: HexHash;
}

export type AnchorReading =
  | { readonly status: 'read'; readonly anchor: Anchor }
  | { readonly status: 'missing' }
  | { readonly status: 'unreadable'; readonly reason: string };

/**
 * Path of the anchor of the journal in `dir`. It is named after the place, not after what the journal says
 * of itself: a journal that was replaced as a whole must not bring its own anchor along.
 */
export function anchorPath(anchorDir: string, dir: string): string {
  return join(anchorDir, `${hash('sha256', realPlace(resolve(dir)), 'hex').slice(0, 32)}.anchor`);
}

export function readAnchor(path: string): AnchorReading {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? { status: 'missing' } : { status: 'unreadable', reason: message };
  }
  // Created, but the power went before the first head was in it.
  if (text === '') return { status: 'missing' };
  const anchor = parseAnchor(text);
  return anchor === null
    ? { status: 'unreadable', reason: `${path} does not hold an anchor` }
    : { status: 'read', anchor };
}

function parseAnchor(text: string): Anchor | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { journal, key, size, root, head } = (value ?? {}) as Record<string, unknown>;
  const isHash = (hex: unknown): hex is HexHash => typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex);
  if (typeof journal !== 'string' || typeof key !== 'string' || typeof size !== 'number') return null;
  if (!Number.isSafeInteger(size) || size < 1 || !isHash(root) || !isHash(head)) return null;
  return { journal, key, size, root, head };
}

/** The path with symbolic links resolved as far as it exists. */
function realPlace(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPlace(parent), basename(path));
  }
}
