import type { TermSequences } from './term-sequences.js';

/** For each term and each pair that was looked for, how often the documents that have it have it. */
export interface SequenceHits {
  readonly terms: readonly ReadonlyMap<number, number>[];
  readonly pairs: readonly ReadonlyMap<number, number>[];
}

/** Goes once through the terms of some documents, for single terms and for terms side by side. Terms are numbers below `vocabulary`. */
export function findInSequences(
  documents: Int32Array,
  sequences: TermSequences,
  terms: readonly { readonly number: number }[],
  pairs: readonly (readonly [one: number, other: number])[],
  vocabulary: number,
): SequenceHits {
  const termHits = terms.map(() => new Map<number, number>());
  const pairHits = pairs.map(() => new Map<number, number>());
  if (terms.length === 0 && pairs.length === 0) return { terms: termHits, pairs: pairHits };
  const hitsOfTerm = new Map(terms.map(({ number }, index) => [number, termHits[index]]));
  const hitsOfPair = new Map<number, Map<number, Map<number, number> | undefined>>();
  for (const [index, [one, other]] of pairs.entries()) {
    const before = hitsOfPair.get(other) ?? new Map<number, Map<number, number> | undefined>();
    hitsOfPair.set(other, before.set(one, pairHits[index]));
  }
  // Most terms are not looked for, and a look into an array says so at once.
  const isWanted = new Uint8Array(vocabulary);
  for (const term of [...hitsOfTerm.keys(), ...hitsOfPair.keys()]) isWanted[term] = 1;
  for (const document of documents) {
    const sequence = sequences.read(document);
    for (let place = 0; place < sequence.length; place += 1) {
      const term = sequence[place] as number;
      if (isWanted[term] === 0) continue;
      count(hitsOfTerm.get(term), document);
      const before = hitsOfPair.get(term);
      if (before !== undefined && place > 0) count(before.get(sequence[place - 1] as number), document);
    }
  }
  return { terms: termHits, pairs: pairHits };
}

function count(hits: Map<number, number> | undefined, document: number): void {
  if (hits !== undefined) hits.set(document, (hits.get(document) ?? 0) + 1);
}
