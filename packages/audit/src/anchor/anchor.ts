import { hash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import type { HexHash } from '../merkle/hashes.js';

/** The last head of a journal, kept where whoever can change the journal cannot. */
export interface Anchor {
  /** Identifier of the journal. */
  readonly journal: string;
  /** Verifier key that the journal's first line introduces. */
  readonly genesis: string;
  /** Verifier key that signed the checkpoint: that of the segment it stands in. */
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
  return join(anchorDir, `${placeName(dir)}.anchor`);
}

/** Path at which the anchor of a journal is kept aside once a new chain was begun in its place. */
export function keptAnchorPath(anchorDir: string, dir: string, journal: string): string {
  const name = /^[0-9a-f]{32}$/.test(journal) ? journal : hash('sha256', journal, 'hex').slice(0, 32);
  return join(anchorDir, `${placeName(dir)}.${name}.anchor`);
}

/** The anchors that were kept aside for a place. Those that cannot be read are left out. */
export function readKeptAnchors(anchorDir: string, dir: string): readonly Anchor[] {
  const pattern = new RegExp(`^${placeName(dir)}\\.[0-9a-f]{32}\\.anchor$`);
  let names: readonly string[];
  try {
    names = readdirSync(anchorDir);
  } catch {
    return [];
  }
  return names
    .filter((name) => pattern.test(name))
    .sort()
    .flatMap((name) => {
      const reading = readAnchor(join(anchorDir, name));
      return reading.status === 'read' ? [reading.anchor] : [];
    });
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

/** An anchor as one line of canonical JSON (RFC 8785) with a line feed. */
export function anchorText({ genesis, head, journal, key, root, size }: Anchor): string {
  // Hashes, numbers and keys without a character that JSON would escape.
  return `{"genesis":"${genesis}","head":"${head}","journal":"${journal}","key":"${key}","root":"${root}","size":${size}}\n`;
}

/** Reads an anchor from its text. Null when it is none. */
export function parseAnchor(text: string): Anchor | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const { journal, genesis, key, size, root, head } = (value ?? {}) as Record<string, unknown>;
  const isHash = (hex: unknown): hex is HexHash => typeof hex === 'string' && /^[0-9a-f]{64}$/.test(hex);
  if (typeof journal !== 'string' || typeof key !== 'string' || typeof size !== 'number') return null;
  if (typeof genesis !== 'string' || !Number.isSafeInteger(size) || size < 1) return null;
  return isHash(root) && isHash(head) ? { journal, genesis, key, size, root, head } : null;
}

function placeName(dir: string): string {
  return hash('sha256', realPlace(resolve(dir)), 'hex').slice(0, 32);
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
