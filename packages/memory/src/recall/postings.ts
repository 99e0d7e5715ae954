import type { PackedPart, PartsReader } from '../storage/packed-parts.js';
import { withRoom } from './growable-array.js';

/** The postings of one term by ascending document; see {@link documentOf}. Only the first `length` count. */
export interface PostingList {
  postings: Int32Array<ArrayBuffer>;
  length: number;
}

/** For every term, the documents that have it: 1–3 bytes a posting, in arenas instead of an array per term. */
export interface Postings {
  /** Adds a document, which comes after every document the term already has. */
  append(term: number, document: number, count: number): void;
  /** Copies the postings of a term into a list, which is used again and again. */
  read(term: number, into: PostingList): void;
  /** To be made again by {@link createPostings}. Not to be changed. */
  pack(): readonly PackedPart[];
}

const COUNT_BITS = 5;
const MAX_COUNT = (1 << COUNT_BITS) - 1;

const CHUNK_BITS = 18;
const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;
const FIRST_SLICE = 8;
/** Half of it is wasted for every common term. */
const LARGEST_SLICE = 512;
/** The last bytes of a slice are the address of the next. */
const ADDRESS = 4;

/** The document of a posting. There may be 2^27 of them. */
export function documentOf(posting: number): number {
  return posting >>> COUNT_BITS;
}

/** How often the document has the term; 31 for more. */
export function countOf(posting: number): number {
  return posting & MAX_COUNT;
}

/** Makes an empty list to read into. */
export function createPostingList(): PostingList {
  return { postings: new Int32Array(0), length: 0 };
}

/**
 * Makes empty postings, or those that were packed. A posting is the gap to the document before, doubled, plus 1 when
 * a count other than 1 follows, as a number of as many 7-bit bytes as it needs (LEB128). A term's postings lie in
 * slices that double in size, each with the address of the next one at its end, so that neither a rare nor a common
 * term wastes room and nothing is ever moved.
 */
export function createPostings(packed: PartsReader | null = null): Postings {
  const [chunkCount = 0, usedBefore = CHUNK] = packed?.numbers(Int32Array) ?? [];
  let used = usedBefore;
  // By term: where its first slice is, where its next byte goes, how many bytes its last slice has and how many
  // of them are free, its last document + 1, and how many postings it has.
  let first = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let next = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let size = packed?.numbers(Uint16Array) ?? new Uint16Array(0);
  let free = packed?.numbers(Uint16Array) ?? new Uint16Array(0);
  let last = packed?.numbers(Int32Array) ?? new Int32Array(0);
  let length = packed?.numbers(Int32Array) ?? new Int32Array(0);
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  if (packed !== null) while (chunks.length < chunkCount) chunks.push(packed.numbers(Uint8Array));
  let bytes = new Uint8Array(0);

  const allocate = (places: number): number => {
    if (used + places > CHUNK) {
      chunks.push(new Uint8Array(CHUNK));
      used = 0;
    }
    used += places;
    return (chunks.length - 1) * CHUNK + used - places;
  };

  const put = (address: number, value: number): void => {
    const chunk = chunks[address >> CHUNK_BITS];
    if (chunk !== undefined) chunk[address & CHUNK_MASK] = value;
  };

  const addSlice = (term: number): void => {
    const before = size[term] ?? 0;
    const places = before === 0 ? FIRST_SLICE : Math.min(before * 2, LARGEST_SLICE);
    const slice = allocate(places);
    if (before === 0) first[term] = slice;
    else for (let byte = 0; byte < ADDRESS; byte += 1) put((next[term] ?? 0) + byte, slice >>> (8 * byte));
    next[term] = slice;
    size[term] = places;
    free[term] = places - ADDRESS;
  };

  const appendByte = (term: number, byte: number): void => {
    if (free[term] === 0) addSlice(term);
    const address = next[term] as number;
    put(address, byte);
    next[term] = address + 1;
    free[term] = (free[term] as number) - 1;
  };

  /** Copies the bytes of a term together. */
  const gather = (term: number): void => {
    const end = (next[term] ?? 0) + (free[term] ?? 0);
    let address = first[term] ?? 0;
    let places = FIRST_SLICE;
    for (let done = 0; ; places = Math.min(places * 2, LARGEST_SLICE)) {
      const chunk = chunks[address >> CHUNK_BITS];
      if (chunk === undefined) return;
      const start = address & CHUNK_MASK;
      const stop = start + places - ADDRESS;
      bytes = withRoom(bytes, done + places);
      bytes.set(chunk.subarray(start, stop), done);
      done += stop - start;
      if (address + places - ADDRESS === end) return;
      address =
        (chunk[stop] as number) |
        ((chunk[stop + 1] as number) << 8) |
        ((chunk[stop + 2] as number) << 16) |
        ((chunk[stop + 3] as number) << 24);
    }
  };

  return {
    append(term, document, count) {
      first = withRoom(first, term + 1);
      next = withRoom(next, term + 1);
      size = withRoom(size, term + 1);
      free = withRoom(free, term + 1);
      last = withRoom(last, term + 1);
      length = withRoom(length, term + 1);
      const gap = document + 1 - (last[term] ?? 0);
      let rest = (gap << 1) | (count === 1 ? 0 : 1);
      for (; rest > 0x7f; rest >>>= 7) appendByte(term, (rest & 0x7f) | 0x80);
      appendByte(term, rest);
      if (count !== 1) appendByte(term, Math.min(count, MAX_COUNT));
      last[term] = document + 1;
      length[term] = (length[term] ?? 0) + 1;
    },
    read(term, into) {
      const total = length[term] ?? 0;
      into.postings = withRoom(into.postings, total);
      into.length = total;
      if (total === 0) return;
      gather(term);
      const { postings } = into;
      const from = bytes;
      let document = -1;
      let place = 0;
      for (let index = 0; index < total; index += 1) {
        let byte = from[place++] as number;
        let value = byte & 0x7f;
        for (let shift = 7; byte > 0x7f; shift += 7) {
          byte = from[place++] as number;
          value |= (byte & 0x7f) << shift;
        }
        document += value >>> 1;
        postings[index] = (document << COUNT_BITS) | ((value & 1) === 0 ? 1 : (from[place++] as number));
      }
    },
    pack: () => [Int32Array.of(chunks.length, used), first, next, size, free, last, length, ...chunks],
  };
}
