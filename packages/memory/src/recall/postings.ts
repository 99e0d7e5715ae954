import { withRoom } from './growable-array.js';

/** The postings of one term by ascending document; see {@link documentOf}. Only the first `length` count. */
export interface PostingList {
  postings: Int32Array<ArrayBuffer>;
  length: number;
}

/** For every term, the documents that have it: 4 bytes a posting, in arenas instead of an array per term. */
export interface Postings {
  /** Adds a document, which comes after every document the term already has. */
  append(term: number, document: number, count: number): void;
  /** Copies the postings of a term into a list, which is used again and again. */
  read(term: number, into: PostingList): void;
}

const COUNT_BITS = 5;
const MAX_COUNT = (1 << COUNT_BITS) - 1;

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;
const FIRST_SLICE = 4;
const LARGEST_SLICE = 1_024;

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
 * Makes empty postings. A term's postings lie in slices that double in size, each with the address of the
 * next one in its last place, so that neither a rare nor a common term wastes room and nothing is ever moved.
 */
export function createPostings(): Postings {
  const chunks: Int32Array<ArrayBuffer>[] = [];
  let used = CHUNK;
  // By term: where its first slice is, where its next posting goes, how many places its last slice has and
  // how many of them are free, and how many postings the term has.
  let first = new Int32Array(0);
  let next = new Int32Array(0);
  let size = new Int32Array(0);
  let free = new Int32Array(0);
  let length = new Int32Array(0);

  const allocate = (places: number): number => {
    if (used + places > CHUNK) {
      chunks.push(new Int32Array(CHUNK));
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
    const last = size[term] ?? 0;
    const places = last === 0 ? FIRST_SLICE : Math.min(last * 2, LARGEST_SLICE);
    const slice = allocate(places);
    if (last === 0) first[term] = slice;
    else put(next[term] ?? 0, slice);
    next[term] = slice;
    size[term] = places;
    free[term] = places - 1;
  };

  return {
    append(term, document, count) {
      first = withRoom(first, term + 1);
      next = withRoom(next, term + 1);
      size = withRoom(size, term + 1);
      free = withRoom(free, term + 1);
      length = withRoom(length, term + 1);
      if (free[term] === 0) addSlice(term);
      const address = next[term] ?? 0;
      put(address, (document << COUNT_BITS) | Math.min(count, MAX_COUNT));
      next[term] = address + 1;
      free[term] = (free[term] ?? 0) - 1;
      length[term] = (length[term] ?? 0) + 1;
    },
    read(term, into) {
      const total = length[term] ?? 0;
      into.postings = withRoom(into.postings, total);
      into.length = total;
      let address = first[term] ?? 0;
      let places = FIRST_SLICE;
      for (let done = 0; done < total; places = Math.min(places * 2, LARGEST_SLICE)) {
        const start = address & CHUNK_MASK;
        const end = start + Math.min(places - 1, total - done);
        const chunk = chunks[address >> CHUNK_BITS];
        if (chunk === undefined) return;
        into.postings.set(chunk.subarray(start, end), done);
        done += end - start;
        address = chunk[start + places - 1] ?? 0;
      }
    },
  };
}
