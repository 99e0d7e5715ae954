import { CompactRange } from './compact-range.js';
import { leafHashInPlace, type HexHash } from './hashes.js';

/** Hashes in a full tile. */
const WIDTH = 256;

/** Takes a file of a tiled log: its path in the log, with slashes, and its bytes. */
export type TakeTile = (path: string, bytes: Buffer) => void;

/**
 * Cuts a log into C2SP tlog-tiles (c2sp.org/tlog-tiles): entry bundles, and tiles of the tree's hashes. Hands out
 * each file as soon as it is full and keeps what is not: at most one tile a level and one bundle.
 */
export class Tiles {
  readonly #take: TakeTile;
  readonly #range: CompactRange = new CompactRange();
  #bundle: Buffer[] = [];
  readonly #levels: HexHash[][] = [];

  constructor(take: TakeTile) {
    this.#take = take;
  }

  /** Number of entries. */
  get size(): number {
    return this.#range.size;
  }

  /** RFC 6962 root over all entries. */
  root(): HexHash {
    return this.#range.root();
  }

  /** Adds an entry of at most 65,535 bytes. The bytes are copied. */
  append(entry: Uint8Array): void {
    // Two bytes of length, then the entry. The hash needs the byte before it only for a moment.
    const framed = Buffer.alloc(2 + entry.length);
    framed.set(entry, 2);
    const leaf = leafHashInPlace(framed, 2, framed.length);
    framed.writeUInt16BE(entry.length);
    this.#bundle.push(framed);
    this.#range.append(leaf);
    if (this.#bundle.length === WIDTH) {
      this.#take(tilePath('entries', this.size / WIDTH - 1), Buffer.concat(this.#bundle));
      this.#bundle = [];
    }
    this.#add(0, leaf);
  }

  /** Hands out the partial tiles of the tree as it is now. More entries may follow. */
  finish(): void {
    const first = Math.floor(this.size / WIDTH);
    const { length } = this.#bundle;
    if (length > 0) this.#take(tilePath('entries', first, length), Buffer.concat(this.#bundle));
    for (const [level, hashes] of this.#levels.entries()) {
      const index = Math.floor(this.size / WIDTH ** (level + 1));
      if (hashes.length > 0) this.#take(tilePath(level, index, hashes.length), packed(hashes));
    }
  }

  #add(level: number, hash: HexHash): void {
    const hashes = (this.#levels[level] ??= []);
    hashes.push(hash);
    if (hashes.length < WIDTH) return;
    this.#take(tilePath(level, this.size / WIDTH ** (level + 1) - 1), packed(hashes));
    const range = new CompactRange();
    for (const child of hashes) range.append(child);
    hashes.length = 0;
    this.#add(level + 1, range.root());
  }
}

/** `tile/<level>/<index>`, the index in groups of three digits, all but the last with an `x` before; partial: `.p/<width>`. */
function tilePath(level: number | 'entries', index: number, width?: number): string {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.{3}/g) ?? [];
  const last = groups.length - 1;
  const name = groups.map((group, place) => (place < last ? `x${group}` : group)).join('/');
  return `tile/${level}/${name}${width === undefined ? '' : `.p/${width}`}`;
}

function packed(hashes: readonly HexHash[]): Buffer {
  return Buffer.from(hashes.join(''), 'hex');
}
