import { type PatternNode, nodesOf } from './pattern-tree.js';

/** Characters that several parts of a pattern take, tried in a changing order. */
const SHARED = Array.from(' _-"\'*,.a1b:é的“”[]()<>!?/@\n');
const PRINTABLE = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i));
const LONGEST_ROUND = 400;
const LENGTH = 700;

/** Numbers from 0 to 1 that are the same at every run (Numerical Recipes, 32 bits). */
function randomNumbers(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 2 ** 32;
  };
}

/**
 * Texts that almost match a pattern, made from the pattern itself: its loops taken as often as they go or its pieces
 * repeated, with characters that stand for as many of its parts as possible, broken off before the end.
 */
export function* hostileTexts(tree: PatternNode, howMany: number): Generator<string> {
  const random = randomNumbers();
  const below = (n: number): number => Math.floor(random() * n);

  const write = (node: PatternNode, favourites: readonly string[], eagerness: number): string => {
    switch (node.kind) {
      case 'set':
        return [...favourites, ...PRINTABLE].find((character) => node.has(character.charCodeAt(0))) ?? '的';
      case 'edge':
        return '';
      case 'look':
        return node.behind || node.negative || random() < 0.5 ? '' : write(node.body, favourites, eagerness);
      case 'choice': {
        const branch = node.branches[below(node.branches.length)];
        return branch === undefined ? '' : write(branch, favourites, eagerness);
      }
      case 'sequence':
        return node.parts.map((part) => write(part, favourites, eagerness)).join('');
      case 'repeat': {
        const most = Math.min(node.most, 200);
        const rounds = random() < eagerness ? most : Math.min(most, node.least + below(3));
        let written = '';
        for (let i = 0; i < rounds && written.length < LONGEST_ROUND; i += 1)
          written += write(node.body, favourites, eagerness);
        return written;
      }
    }
  };

  const loops = Array.from(nodesOf(tree)).filter((node) => node.kind === 'repeat' && node.most > 1);
  for (let i = 0; i < howMany; i += 1) {
    const favourites = SHARED.toSorted(() => random() - 0.5);
    const loop = loops[below(loops.length)];
    const whole = write(tree, favourites, i % 3 === 0 ? 0.7 : 0.2);
    const beginning = whole.slice(0, below(whole.length) + 1);
    let text = whole;
    if (i % 3 === 1) text = beginning.repeat(Math.ceil(LENGTH / beginning.length));
    else if (i % 3 === 2 && loop !== undefined) {
      const round = write(loop, favourites, 0.5) || '_';
      text = beginning + round.repeat(Math.ceil(LENGTH / round.length));
    }
    yield `${text.slice(0, Math.min(LENGTH, text.length - 1 - below(3)))}\u0001`;
  }
}
