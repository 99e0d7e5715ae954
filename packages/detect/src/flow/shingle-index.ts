import type { FlowLabels } from './labels.js';

/** Letters and digits of a shingle. */
const SHINGLE = 24;
/** Of this many shingles in a row the one with the least hash is kept. */
const WINDOW = 16;
/** Shingles of a bucket. */
const WAYS = 8;
const MOST_DOCUMENTS = 16_384;
const FIRST_SLOTS = 1024;
/** Share of the slots that may be taken before the table grows. */
const FULL = 0.6;
/** Bytes of a slot with its share of the cursors, and of a document, about. */
const SLOT_BYTES = 12 + 1 / WAYS;
const DOCUMENT_BYTES = 200;

/** A text whose words are known. */
export interface KnownText extends FlowLabels {
  readonly source: string;
  readonly expiresAt: number;
}

/** A text that was found again in another one. */
export interface TextSighting {
  readonly document: KnownText;
  /** Characters from the first to the last shingle of the longest stretch in the text that was looked at. */
  readonly length: number;
}

/** Finds stretches of known texts again, by winnowed shingles in arrays of a bounded size. */
export interface ShingleIndex {
  add(text: string, document: KnownText): void;
  /** Known texts that have a stretch in this one, each with its longest. */
  search(text: string, now: number): readonly TextSighting[];
  readonly bytes: number;
}

/**
 * Winnowing (Schleimer, Wilkerson, Aiken 2003) with a keyed rolling hash over letters and digits, case folded: texts
 * that share 39 of them in a row (SHINGLE + WINDOW - 1) share a shingle. The table is eight-way associative and grows
 * up to `most` shingles; then a full bucket forgets its oldest one. `beforeGrowth` is told the bytes of each growth.
 */
export function createShingleIndex(
  most: number,
  key: Uint32Array,
  beforeGrowth: (bytes: number) => void,
): ShingleIndex {
  let buckets = 0;
  let hashes = new Uint32Array(0);
  let owners = new Uint32Array(0);
  let positions = new Uint32Array(0);
  let cursors = new Uint8Array(0);
  let filled = 0;
  const documents = new Map<number, KnownText>();
  const base = ((key[0] ?? 0) & ~7) | 5;
  const salt = key[1] ?? 0;
  const leaving = Array.from({ length: SHINGLE }).reduce<number>((power) => Math.imul(power, base), 1);
  const codes = new Uint16Array(SHINGLE);
  const offsets = new Uint32Array(SHINGLE);
  const recent = new Uint32Array(WINDOW);
  const recentStarts = new Uint32Array(WINDOW);
  const recentEnds = new Uint32Array(WINDOW);
  let lastDocument = 0;

  /** Calls `take` for the shingles that winnowing keeps of a text. */
  function winnow(
    text: string,
    take: (hash: number, index: number, start: number, end: number) => void,
  ): void {
    let rolling = 0;
    let count = 0;
    let least = -1;
    for (let at = 0; at < text.length; at++) {
      const code = foldedCode(text.charCodeAt(at));
      if (code === 0) continue;
      const place = count % SHINGLE;
      rolling = (Math.imul(rolling, base) + code) | 0;
      if (count >= SHINGLE) rolling = (rolling - Math.imul(leaving, codes[place] ?? 0)) | 0;
      codes[place] = code;
      offsets[place] = at;
      count++;
      const index = count - SHINGLE;
      if (index < 0) continue;
      const slot = index % WINDOW;
      const mixed = Math.imul(rolling ^ salt ^ (rolling >>> 15), 0x2c1b3c6d);
      recent[slot] = (mixed ^ (mixed >>> 13)) >>> 0;
      recentStarts[slot] = offsets[count % SHINGLE] ?? 0;
      recentEnds[slot] = at + 1;
      if (index < WINDOW - 1) continue;
      const previous = least;
      if (least >= 0 && least > index - WINDOW) {
        if ((recent[slot] ?? 0) <= (recent[least % WINDOW] ?? 0)) least = index;
      } else {
        least = index - WINDOW + 1;
        for (let other = least + 1; other <= index; other++)
          if ((recent[other % WINDOW] ?? 0) <= (recent[least % WINDOW] ?? 0)) least = other;
      }
      if (least === previous) continue;
      const chosen = least % WINDOW;
      take(recent[chosen] ?? 0, least, recentStarts[chosen] ?? 0, recentEnds[chosen] ?? 0);
    }
  }

  function grow(): void {
    const before = { hashes, owners, positions };
    const slots = Math.max(FIRST_SLOTS, hashes.length * 2);
    beforeGrowth((slots - hashes.length) * SLOT_BYTES);
    buckets = slots / WAYS;
    hashes = new Uint32Array(slots);
    owners = new Uint32Array(slots);
    positions = new Uint32Array(slots);
    cursors = new Uint8Array(buckets);
    filled = 0;
    for (let old = 0; old < before.hashes.length; old++) {
      const owner = before.owners[old] ?? 0;
      if (!documents.has(owner)) continue;
      const hash = before.hashes[old] ?? 0;
      const first = (hash % buckets) * WAYS;
      for (let slot = first; slot < first + WAYS; slot++) {
        if (owners[slot] !== 0) continue;
        hashes[slot] = hash;
        owners[slot] = owner;
        positions[slot] = before.positions[old] ?? 0;
        filled++;
        break;
      }
    }
  }

  function insert(hash: number, document: number, position: number, labels: KnownText): void {
    if (filled >= hashes.length * FULL && hashes.length < most) grow();
    const bucket = hash % buckets;
    const first = bucket * WAYS;
    let slot = -1;
    for (let way = 0; way < WAYS && slot < 0; way++) {
      const owner = documents.get(owners[first + way] ?? 0);
      if (owner === undefined) slot = first + way;
      else if (
        hashes[first + way] === hash &&
        owner.integrity === labels.integrity &&
        owner.confidentiality === labels.confidentiality
      )
        slot = first + way;
    }
    if (slot < 0) {
      slot = first + (cursors[bucket] ?? 0);
      cursors[bucket] = ((cursors[bucket] ?? 0) + 1) % WAYS;
    }
    if (owners[slot] === 0) filled++;
    hashes[slot] = hash;
    owners[slot] = document;
    positions[slot] = position;
  }

  return {
    add(text, document) {
      const id = ++lastDocument;
      documents.set(id, document);
      for (const oldest of documents.keys()) {
        if (documents.size <= MOST_DOCUMENTS) break;
        documents.delete(oldest);
      }
      winnow(text, (hash, index) => insert(hash, id, index, document));
    },

    search(text, now) {
      const stretches = new Map<number, Stretch>();
      if (filled === 0) return [];
      winnow(text, (hash, index, start, end) => {
        const first = (hash % buckets) * WAYS;
        for (let slot = first; slot < first + WAYS; slot++) {
          if (hashes[slot] !== hash) continue;
          const owner = owners[slot] ?? 0;
          const diagonal = (positions[slot] ?? 0) - index;
          const stretch = stretches.get(owner);
          if (stretch === undefined) stretches.set(owner, { diagonal, start, longest: end - start });
          else if (stretch.diagonal === diagonal)
            stretch.longest = Math.max(stretch.longest, end - stretch.start);
          else {
            stretch.diagonal = diagonal;
            stretch.start = start;
          }
        }
      });
      const sightings: TextSighting[] = [];
      for (const [owner, { longest }] of stretches) {
        const document = documents.get(owner);
        if (document !== undefined && document.expiresAt > now) sightings.push({ document, length: longest });
      }
      return sightings;
    },

    get bytes() {
      return hashes.length * SLOT_BYTES + documents.size * DOCUMENT_BYTES;
    },
  };
}

interface Stretch {
  diagonal: number;
  start: number;
  longest: number;
}

/** Letters and digits with the case of ASCII folded; 0 for spaces, punctuation and controls. */
function foldedCode(unit: number): number {
  if (unit < 0x80) {
    if (unit >= 0x30 && unit <= 0x39) return unit;
    const lower = unit | 0x20;
    return lower >= 0x61 && lower <= 0x7a ? lower : 0;
  }
  return isSeparator(unit) ? 0 : unit;
}

/** Spaces, general and CJK punctuation, full-width forms of ASCII punctuation. */
function isSeparator(unit: number): boolean {
  return (
    unit <= 0xa0 ||
    (unit >= 0x2000 && unit <= 0x206f) ||
    (unit >= 0x3000 && unit <= 0x303f) ||
    unit === 0xfeff ||
    (unit >= 0xff00 && unit <= 0xff0f)
  );
}
