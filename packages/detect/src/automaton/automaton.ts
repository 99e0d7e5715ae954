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

/**
 * Builds the Aho–Corasick automaton of `words` (not empty), compiled to a deterministic table.
 *
 * Characters are folded to classes first: upper to lower case, every character that no word holds to one class.
 * So the table stays small enough for the processor's cache: states × classes entries. States that end a word
 * are numbered last, and the loop needs one comparison a character.
 *
 * The next state waits for the one before, and that wait is the cost of a character. So each block is copied to bytes
 * and its halves are walked side by side. Characters beyond Latin-1 lose their upper byte on the way: what is found is
 * compared with the text itself.
 *
 * @see Aho, Corasick: Efficient string matching, 1975.
 */
export function buildAutomaton(words: readonly string[]): Automaton {
  const folded = words.map((word) => word.toLowerCase());
  const { classes, classCount } = alphabetOf(folded);
  const { children, depths, ends } = trieOf(folded, classes, classCount);
  const { table, outputs } = completed(children, ends, depths.length, classCount);
  const { next, firstFinal, found } = renumbered(table, outputs, classCount);
  const longest = folded.reduce((most, word) => Math.max(most, word.length), 0);
  const overlap = Math.max(0, longest - 1);
  /** The bytes of the last pass, for the next one; a pass that begins inside another one takes new ones. */
  let spare: Buffer | undefined;

  const report = (text: string, state: number, end: number, visit: AnchorVisitor): boolean => {
    for (const index of found[(state - firstFinal) / classCount] ?? []) {
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
        const end = Math.min(block + BLOCK, to);
        const start = Math.max(0, block - overlap);
        const length = bytes.write(text.slice(start, end), 'latin1');
        const middle = Math.max(block - start, (length + block - start) >>> 1);
        let left = 0;
        let right = 0;
        // Both walks begin as far ahead of their half as the longest word is long.
        for (let at = 0; at < block - start; at++) left = next[left + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
        for (let at = Math.max(0, middle - overlap); at < middle; at++) {
          right = next[right + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
        }
        const shift = middle - (block - start);
        for (let at = block - start; at < middle; at++) {
          left = next[left + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
          right = next[right + (classes[bytes[at + shift] ?? 0] ?? 0)] ?? 0;
          if (left < firstFinal && right < firstFinal) continue;
          if (left >= firstFinal && !report(text, left, start + at + 1, visit)) return;
          if (right >= firstFinal && !report(text, right, start + at + shift + 1, visit)) return;
        }
        for (let at = middle + shift; at < length; at++) {
          right = next[right + (classes[bytes[at] ?? 0] ?? 0)] ?? 0;
          if (right >= firstFinal && !report(text, right, start + at + 1, visit)) return;
        }
      }
      spare = bytes.fill(0);
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

/** One class for the lower byte of each character that occurs in a word, class 0 for all others. */
function alphabetOf(words: readonly string[]): { classes: Uint8Array; classCount: number } {
  const classes = new Uint8Array(0x100);
  let classCount = 1;
  for (const character of new Set(words.join(''))) {
    const code = character.charCodeAt(0) & 0xff;
    if ((classes[code] ?? 0) !== 0) continue;
    classes[code] = classCount;
    if (code >= 97 && code <= 122) classes[code - 32] = classCount;
    classCount += 1;
  }
  return { classes, classCount };
}

function trieOf(
  words: readonly string[],
  classes: Uint8Array,
  classCount: number,
): { children: number[]; depths: number[]; ends: number[][] } {
  const children: number[] = Array.from({ length: classCount }, () => NOWHERE);
  const depths = [0];
  const ends: number[][] = [[]];
  words.forEach((word, index) => {
    let state = 0;
    for (let at = 0; at < word.length; at++) {
      const slot = state * classCount + (classes[word.charCodeAt(at) & 0xff] ?? 0);
      let child = children[slot] ?? NOWHERE;
      if (child === NOWHERE) {
        child = depths.length;
        children[slot] = child;
        depths.push(at + 1);
        ends.push([]);
        for (let each = 0; each < classCount; each++) children.push(NOWHERE);
      }
      state = child;
    }
    ends[state]?.push(index);
  });
  return { children, depths, ends };
}

/** Fills in every transition by the failure links, breadth first, and hands outputs down along them. */
function completed(
  children: readonly number[],
  ends: readonly (readonly number[])[],
  stateCount: number,
  classCount: number,
): { table: Int32Array; outputs: number[][] } {
  const table = new Int32Array(stateCount * classCount);
  const failures = new Int32Array(stateCount);
  const outputs = ends.map((each) => [...each]);
  const queue = [0];
  for (let head = 0; head < queue.length; head++) {
    const state = queue[head] ?? 0;
    const failure = failures[state] ?? 0;
    for (let each = 0; each < classCount; each++) {
      const fallback = state === 0 ? 0 : (table[failure * classCount + each] ?? 0);
      const child = children[state * classCount + each] ?? NOWHERE;
      if (child === NOWHERE) {
        table[state * classCount + each] = fallback;
        continue;
      }
      table[state * classCount + each] = child;
      failures[child] = fallback;
      outputs[child]?.push(...(outputs[fallback] ?? []));
      queue.push(child);
    }
  }
  return { table, outputs };
}

/** Numbers the states that end words last, and states by the offset of their row in the table. */
function renumbered(
  table: Int32Array,
  outputs: readonly (readonly number[])[],
  classCount: number,
): { next: Uint16Array | Int32Array; firstFinal: number; found: readonly (readonly number[])[] } {
  const states = outputs.map((_, state) => state);
  const order = [
    ...states.filter((state) => outputs[state]?.length === 0),
    ...states.filter((state) => outputs[state]?.length !== 0),
  ];
  const places = new Int32Array(order.length);
  order.forEach((state, place) => (places[state] = place));
  // Two bytes an entry where they suffice: what the processor's cache holds decides the speed.
  const next = table.length <= 0x1_0000 ? new Uint16Array(table.length) : new Int32Array(table.length);
  order.forEach((state, place) => {
    for (let each = 0; each < classCount; each++) {
      next[place * classCount + each] = (places[table[state * classCount + each] ?? 0] ?? 0) * classCount;
    }
  });
  const firstPlace = order.findIndex((state) => outputs[state]?.length !== 0);
  const found = firstPlace < 0 ? [] : order.slice(firstPlace).map((state) => outputs[state] ?? []);
  return { next, firstFinal: firstPlace < 0 ? Infinity : firstPlace * classCount, found };
}
