/** Where a word ends in a text, and which word it is: its index in the list the automaton was built from. */
export type AnchorVisitor = (word: number, start: number, end: number) => boolean;

/** Finds every occurrence of every word of a list in one pass, whatever the case of its ASCII letters. */
export interface Automaton {
  /** Length of the longest word, in UTF-16 units: what a pass must go back to find a word across a border. */
  readonly longest: number;
  /**
   * Visits the words that end in `(from, to]`, in no certain order. A visitor that gives `false` ends the pass. The
   * time is linear in `to - from` plus what is visited.
   */
  readonly scan: (text: string, from: number, to: number, visit: AnchorVisitor) => void;
}

const NOWHERE = -1;

/** Text is looked at in blocks of this many characters, in two halves at once. */
const BLOCK = 8192;

/** A state has a row of this many entries: characters count by their lowest seven bits. */
const ROW_BITS = 7;
const ROW = 1 << ROW_BITS;

/**
 * Builds the Aho–Corasick automaton of `words` (not empty), compiled to a deterministic table.
 *
 * Characters that share their lowest seven bits share an entry: what is found is compared with the text itself. States
 * that end a word are numbered last, so one comparison tells them.
 *
 * The next state waits for the one before, and that wait is the cost of a character. So each block is copied to bytes
 * and its halves are walked side by side, two characters a round.
 *
 * @see Aho, Corasick: Efficient string matching, 1975.
 */
export function buildAutomaton(words: readonly string[]): Automaton {
  const folded = words.map((word) => word.toLowerCase());
  const { children, ends } = trieOf(folded);
  const { next, firstFinal, found } = renumbered(completed(children, ends));
  const longest = folded.reduce((most, word) => Math.max(most, word.length), 0);
  const overlap = Math.max(0, longest - 1);
  /** The bytes of the last pass, for the next one; a pass that begins inside another one takes new ones. */
  let spare: Buffer | undefined;

  const step = (state: number, byte = 0): number => next[(state << ROW_BITS) | (byte & (ROW - 1))] ?? 0;

  const report = (text: string, state: number, end: number, visit: AnchorVisitor): boolean => {
    if (state < firstFinal) return true;
    for (const index of found[state - firstFinal] ?? []) {
      const word = folded[index] ?? '';
      if (isAt(text, word, end - word.length) && !visit(index, end - word.length, end)) return false;
    }
    return true;
  };

  return {
    longest,
    scan(text, from, to, visit) {
      const bytes = spare ?? Buffer.allocUnsafeSlow(BLOCK + overlap);
      spare = undefined;
      for (let block = from; block < to; block += BLOCK) {
        const start = Math.max(0, block - overlap);
        const length = bytes.write(text.slice(start, Math.min(block + BLOCK, to)), 'latin1');
        const first = block - start;
        const half = ((length - first) >>> 2) * 2;
        const middle = first + half;
        let left = 0;
        let right = 0;
        // Both walks begin as far ahead of their half as the longest word is long.
        for (let at = 0; at < first; at++) left = step(left, bytes[at]);
        for (let at = Math.max(0, middle - overlap); at < middle; at++) right = step(right, bytes[at]);
        for (let at = first; at < middle; at += 2) {
          const beforeLeft = step(left, bytes[at]);
          const beforeRight = step(right, bytes[at + half]);
          left = step(beforeLeft, bytes[at + 1]);
          right = step(beforeRight, bytes[at + half + 1]);
          if (beforeLeft < firstFinal && beforeRight < firstFinal && left < firstFinal && right < firstFinal)
            continue;
          const end = start + at + 1;
          if (!report(text, beforeLeft, end, visit) || !report(text, left, end + 1, visit)) return;
          if (!report(text, beforeRight, end + half, visit)) return;
          if (!report(text, right, end + half + 1, visit)) return;
        }
        for (let at = middle + half; at < length; at++) {
          right = step(right, bytes[at]);
          if (!report(text, right, start + at + 1, visit)) return;
        }
      }
      spare = bytes.fill(0, 0, Math.min(bytes.length, to - from + overlap));
    },
  };
}

/** Whether a folded word stands at a place of a text, whatever the case of its letters. */
function isAt(text: string, word: string, start: number): boolean {
  for (let at = 0; at < word.length; at++) {
    const code = text.charCodeAt(start + at);
    const lower = code >= 65 && code <= 90 ? code + 32 : code;
    if (lower !== word.charCodeAt(at)) return false;
  }
  return start >= 0;
}

/** The entry of a row that a character has before upper case is written out. */
function entryOf(code: number): number {
  const low = code & (ROW - 1);
  return low >= 65 && low <= 90 ? low + 32 : low;
}

/** The states that the words lead through, a row each, and the words that end in each state. */
function trieOf(words: readonly string[]): { children: Int32Array; ends: number[][] } {
  const most = words.reduce((states, word) => states + word.length, 1);
  const children = new Int32Array(most * ROW).fill(NOWHERE);
  const ends: number[][] = [[]];
  words.forEach((word, index) => {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const entry = state * ROW + entryOf(word.charCodeAt(at));
      if (children[entry] === NOWHERE) children[entry] = ends.push([]) - 1;
      state = children[entry] ?? 0;
    }
    ends[state]?.push(index);
  });
  return { children, ends };
}

/** Where each state leads with each character, and the words that end in it. */
interface States {
  readonly table: Int32Array;
  readonly outputs: readonly (readonly number[])[];
}

/** Fills in every transition by the failure links, breadth first, and hands outputs down along them. */
function completed(children: Int32Array, ends: readonly (readonly number[])[]): States {
  const table = new Int32Array(ends.length * ROW);
  const failures = new Int32Array(ends.length);
  const outputs = ends.map((each) => [...each]);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const failure = failures[state] ?? 0;
    for (let each = 0; each < ROW; each++) {
      const fallback = state === 0 ? 0 : (table[failure * ROW + each] ?? 0);
      const child = children[state * ROW + each] ?? NOWHERE;
      if (child === NOWHERE) {
        table[state * ROW + each] = fallback;
        continue;
      }
      table[state * ROW + each] = child;
      failures[child] = fallback;
      outputs[child]?.push(...(outputs[fallback] ?? []));
      queue.push(child);
    }
  }
  return { table, outputs };
}

/** Numbers the states that end words last, and writes out upper case. */
function renumbered({ table, outputs }: States): {
  next: Uint16Array | Int32Array;
  firstFinal: number;
  found: readonly (readonly number[])[];
} {
  const states = outputs.map((_, state) => state);
  const plain = states.filter((state) => outputs[state]?.length === 0);
  const final = states.filter((state) => outputs[state]?.length !== 0);
  const order = [...plain, ...final];
  const places = new Int32Array(order.length);
  order.forEach((state, place) => (places[state] = place));
  // Two bytes an entry where they suffice: what the processor's cache holds decides the speed.
  const next = order.length <= 0x1_0000 ? new Uint16Array(table.length) : new Int32Array(table.length);
  order.forEach((state, place) => {
    for (let code = 0; code < ROW; code++) {
      next[place * ROW + code] = places[table[state * ROW + entryOf(code)] ?? 0] ?? 0;
    }
  });
  return { next, firstFinal: plain.length, found: final.map((state) => outputs[state] ?? []) };
}
