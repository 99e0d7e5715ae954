import { withRoom } from './growable-array.js';

/** The documents of one term, ascending, and how often each has it. Only the first `length` entries count. */
export interface PostingList {
  documents: Int32Array<ArrayBuffer>;
  counts: Uint8Array<ArrayBuffer>;
  length: number;
}

/** For every term, the documents that have it: 5 bytes a posting, in arenas instead of an array per term. */
export interface Postings {
  /** Adds a document, which comes after every document the term already has. Counts over 255 are 255. */
  append(term: number, document: number, count: number): void;
  /** Copies the documents of a term into a list, which is used again and again. */
  read(term: number, into: PostingList): void;
}

const CHUNK_BITS = 16;
const CHUNK = 1 << CHUNK_BITS;
const CHUNK_MASK = CHUNK - 1;
const FIRST_SLICE = 4;
const LARGEST_SLICE = 1_024;

/** Makes an empty list to read into. */
export function createPostingList(): PostingList {
  return { documents: new Int32Array(0), counts: new Uint8Array(0), length: 0 };
}

/**
 * Makes empty postings. A term's documents lie in slices that double in size, each with the address of the
 * next one in its last place, so that neither a rare nor a common term wastes room and nothing is ever moved.
 */
export function createPostings(): Postings {
  const documents: Int32Array<ArrayBuffer>[] = [];
  const counts: Uint8Array<ArrayBuffer>[] = [];
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
      documents.push(new Int32Array(CHUNK));
      counts.push(new Uint8Array(CHUNK));
      used = 0;
    }
    used += places;
    return documents.length * CHUNK - CHUNK + used - places;
  };

  const put = (address: number, document: number, count: number): void => {
    const chunk = address >> CHUNK_BITS;
    documents[chunk]?.fill(document, address & CHUNK_MASK, (address & CHUNK_MASK) + 1);
    counts[chunk]?.fill(count, address & CHUNK_MASK, (address & CHUNK_MASK) + 1);
  };

  const addSlice = (term: number): void => {
    const last = size[term] ?? 0;
    const places = last === 0 ? FIRST_SLICE : Math.min(last * 2, LARGEST_SLICE);
    const slice = allocate(places);
    if (last === 0) first[term] = slice;
    else put(next[term] ?? 0, slice, 0);
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
      put(address, document, Math.min(count, 255));
      next[term] = address + 1;
      free[term] = (free[term] ?? 0) - 1;
      length[term] = (length[term] ?? 0) + 1;
    },
    read(term, into) {
      const total = length[term] ?? 0;
      into.documents = withRoom(into.documents, total);
      into.counts = withRoom(into.counts, total);
      into.length = total;
      let address = first[term] ?? 0;
      let places = FIRST_SLICE;
      for (let done = 0; done < total; places = Math.min(places * 2, LARGEST_SLICE)) {
        const start = address & CHUNK_MASK;
        const end = start + Math.min(places - 1, total - done);
        const chunk = documents[address >> CHUNK_BITS];
        const chunkCounts = counts[address >> CHUNK_BITS];
        if (chunk === undefined || chunkCounts === undefined) return;
        into.documents.set(chunk.subarray(start, end), done);
        into.counts.set(chunkCounts.subarray(start, end), done);
        done += end - start;
        address = chunk[start + places - 1] ?? 0;
      }
    },
  };
}
