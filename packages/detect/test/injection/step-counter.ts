import { type PatternNode, isEdge } from './pattern-tree.js';

type Next = (at: number) => number;

/** What trying a pattern came to. */
export interface CountedMatch {
  /** Where the match ends, or -1. */
  readonly end: number;
  /** Characters that were compared, every return to one included. */
  readonly steps: number;
}

/**
 * Matches as backtracking engines do, in the order of ECMAScript, and counts the work. Stops at `mostSteps`, with
 * -1 as the end.
 */
export function countSteps(tree: PatternNode, text: string, from: number, mostSteps: number): CountedMatch {
  let steps = 0;

  const run = (node: PatternNode, at: number, back: boolean, next: Next): number => {
    if (steps > mostSteps) return -1;
    switch (node.kind) {
      case 'set': {
        steps += 1;
        const unit = back ? at - 1 : at;
        return unit >= 0 && unit < text.length && node.has(text.charCodeAt(unit))
          ? next(back ? unit : unit + 1)
          : -1;
      }
      case 'edge':
        return isEdge(node.type, text, at) ? next(at) : -1;
      case 'look': {
        const holds = run(node.body, at, node.behind, (end) => end) >= 0;
        return holds === node.negative ? -1 : next(at);
      }
      case 'choice': {
        for (const branch of node.branches) {
          const end = run(branch, at, back, next);
          if (end >= 0) return end;
        }
        return -1;
      }
      case 'sequence': {
        const parts = back ? node.parts.toReversed() : node.parts;
        const step = (i: number, place: number): number => {
          const part = parts[i];
          return part === undefined ? next(place) : run(part, place, back, (end) => step(i + 1, end));
        };
        return step(0, at);
      }
      case 'repeat': {
        const { body, least, most, lazy } = node;
        const round = (count: number, place: number): number => {
          const another = (): number =>
            count >= most
              ? -1
              : run(body, place, back, (end) =>
                  end === place && count >= least ? -1 : round(count + 1, end),
                );
          const first = count < least || !lazy ? another() : next(place);
          if (first >= 0 || count < least) return first;
          return lazy ? another() : next(place);
        };
        return round(0, at);
      }
    }
  };

  const end = run(tree, from, false, (at) => at);
  return { end: steps > mostSteps ? -1 : end, steps };
}
