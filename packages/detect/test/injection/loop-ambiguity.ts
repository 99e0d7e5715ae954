import { type PatternNode, nodesOf } from './pattern-tree.js';

type SetNode = Extract<PatternNode, { kind: 'set' }>;

/** Which sets a part may begin and end with, and whether it may be empty. */
interface Ends {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly empty: boolean;
}

/** The position automaton of a pattern (Glushkov 1961): which set may follow which, and in how many ways. */
function positionsOf(root: PatternNode): {
  sets: readonly SetNode[];
  follow: readonly Map<number, number>[];
} {
  const sets: SetNode[] = [];
  const follow: Map<number, number>[] = [];
  const link = (from: readonly number[], to: readonly number[]): void => {
    for (const p of from) for (const q of to) follow[p]?.set(q, (follow[p].get(q) ?? 0) + 1);
  };
  const visit = (node: PatternNode): Ends => {
    switch (node.kind) {
      case 'set': {
        const position = sets.push(node) - 1;
        follow.push(new Map());
        return { first: [position], last: [position], empty: false };
      }
      case 'look':
      case 'edge':
        return { first: [], last: [], empty: true };
      case 'choice': {
        const branches = node.branches.map(visit);
        return {
          first: branches.flatMap(({ first }) => first),
          last: branches.flatMap(({ last }) => last),
          empty: branches.some(({ empty }) => empty),
        };
      }
      case 'sequence':
        return node.parts.reduce<Ends>(
          (before, part) => {
            const next = visit(part);
            link(before.last, next.first);
            return {
              first: before.empty ? [...before.first, ...next.first] : before.first,
              last: next.empty ? [...before.last, ...next.last] : next.last,
              empty: before.empty && next.empty,
            };
          },
          { first: [], last: [], empty: true },
        );
      case 'repeat': {
        const body = visit(node.body);
        // A bound on the number of rounds bounds the exponent and nothing else: {0,10} is ten doublings.
        if (node.most > 1) link(body.last, body.first);
        return { ...body, empty: body.empty || node.least === 0 };
      }
    }
  };
  visit(root);
  return { sets, follow };
}

/** For each position the number of its strongly connected component: which positions lie in a loop together. */
function componentsOf(follow: readonly Map<number, number>[]): readonly number[] {
  const reach = follow.map((_, start) => {
    const seen = new Set<number>();
    const open = [start];
    for (let p = open.pop(); p !== undefined; p = open.pop()) {
      for (const q of follow[p]?.keys() ?? []) {
        if (!seen.has(q)) {
          seen.add(q);
          open.push(q);
        }
      }
    }
    return seen;
  });
  return follow.map((_, p) =>
    follow.findIndex((__, q) => p === q || (reach[p]?.has(q) === true && reach[q]?.has(p) === true)),
  );
}

const ALPHABET = Array.from({ length: 128 }, (_, unit) => unit).concat(
  Array.from('“”‘’—éа的，。！？：', (character) => character.charCodeAt(0)),
);

function overlap(a: SetNode | undefined, b: SetNode | undefined): boolean {
  return ALPHABET.some((unit) => a?.has(unit) === true && b?.has(unit) === true);
}

/**
 * Whether one round through a loop of the pattern can be taken in two ways on the same text, the condition for
 * exponential backtracking (Weber and Seidl 1991: criterion EDA). Bounded repetitions count as loops; each
 * assertion is a pattern of its own.
 */
export function hasAmbiguousLoop(tree: PatternNode): boolean {
  const roots = [
    tree,
    ...Array.from(nodesOf(tree)).flatMap((node) => (node.kind === 'look' ? [node.body] : [])),
  ];
  return roots.some((root) => {
    const { sets, follow } = positionsOf(root);
    const component = componentsOf(follow);
    const forward = new Map<string, readonly [number, number]>();
    const backward = new Map<string, string[]>();
    const open: (readonly [number, number])[] = sets.map((_, p) => [p, p]);
    const name = (p: number, q: number): string => `${String(p)} ${String(q)}`;
    for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
      const [p, q] = pair;
      for (const [p2, ways] of follow[p] ?? []) {
        if (component[p2] !== component[p]) continue;
        if (p === q && ways > 1) return true;
        for (const q2 of follow[q]?.keys() ?? []) {
          if (component[q2] !== component[p] || !overlap(sets[p2], sets[q2])) continue;
          const to = name(p2, q2);
          backward.set(to, [...(backward.get(to) ?? []), name(p, q)]);
          if (p2 === q2 || forward.has(to)) continue;
          forward.set(to, [p2, q2]);
          open.push([p2, q2]);
        }
      }
    }
    const home = sets.map((_, p) => name(p, p));
    const seen = new Set(home);
    for (let to = home.pop(); to !== undefined; to = home.pop()) {
      for (const from of backward.get(to) ?? []) {
        if (seen.has(from)) continue;
        if (forward.has(from)) return true;
        seen.add(from);
        home.push(from);
      }
    }
    return false;
  });
}
