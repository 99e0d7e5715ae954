/** The parts of a regular expression that our patterns use, as a tree. */
export type PatternNode =
  | { readonly kind: 'set'; readonly has: (codeUnit: number) => boolean }
  | { readonly kind: 'sequence'; readonly parts: readonly PatternNode[] }
  | { readonly kind: 'choice'; readonly branches: readonly PatternNode[] }
  | {
      readonly kind: 'repeat';
      readonly body: PatternNode;
      readonly least: number;
      readonly most: number;
      readonly lazy: boolean;
    }
  | {
      readonly kind: 'look';
      readonly body: PatternNode;
      readonly behind: boolean;
      readonly negative: boolean;
    }
  | { readonly kind: 'edge'; readonly type: '^' | '$' | 'b' };

const isWord = (unit: number): boolean => /\w/.test(String.fromCharCode(unit));

/** Reads the source of a pattern without flags other than `i` and `y`. Throws on syntax that it does not know. */
export function parsePattern(source: string): PatternNode {
  let at = 0;
  const fail = (): never => {
    throw new Error(`cannot read the pattern at ${String(at)}: ${source.slice(at, at + 20)}`);
  };
  const takes = (literal: string): boolean => {
    if (!source.startsWith(literal, at)) return false;
    at += literal.length;
    return true;
  };
  // The class is left to the engine: what is measured is how it is walked through.
  const set = (written: string): PatternNode => {
    const pattern = new RegExp(`^${written}$`, 'i');
    const known = new Map<number, boolean>();
    const has = (unit: number): boolean => {
      let answer = known.get(unit);
      if (answer === undefined) known.set(unit, (answer = pattern.test(String.fromCharCode(unit))));
      return answer;
    };
    return { kind: 'set', has };
  };

  function choice(): PatternNode {
    const branches = [sequence()];
    while (takes('|')) branches.push(sequence());
    return branches.length === 1 && branches[0] !== undefined ? branches[0] : { kind: 'choice', branches };
  }

  function sequence(): PatternNode {
    const parts: PatternNode[] = [];
    while (at < source.length && !/[|)]/.test(source.charAt(at))) parts.push(repeated(atom()));
    return { kind: 'sequence', parts };
  }

  function atom(): PatternNode {
    for (const [opening, behind, negative] of [
      ['(?=', false, false],
      ['(?!', false, true],
      ['(?<=', true, false],
      ['(?<!', true, true],
    ] as const) {
      if (takes(opening)) return { kind: 'look', body: closed(), behind, negative };
    }
    if (takes('(?:') || takes('(')) return closed();
    if (takes('^')) return { kind: 'edge', type: '^' };
    if (takes('$')) return { kind: 'edge', type: '$' };
    if (takes('\\b')) return { kind: 'edge', type: 'b' };
    const written = /^(?:\[(?:\\.|[^\]\\])*\]|\\u[0-9a-f]{4}|\\[^\d]|[^\\[\](){}*+?|^$])/i.exec(
      source.slice(at),
    )?.[0];
    if (written === undefined) return fail();
    at += written.length;
    return set(written);
  }

  function closed(): PatternNode {
    const body = choice();
    return takes(')') ? body : fail();
  }

  function repeated(body: PatternNode): PatternNode {
    const written = /^(?:[*+?]|\{(\d+)(,(\d*))?\})/.exec(source.slice(at));
    if (written === null) return body;
    at += written[0].length;
    const [sign, low, comma, high] = written;
    const least = low === undefined ? (sign === '+' ? 1 : 0) : Number(low);
    let most = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
    if (low !== undefined && comma === undefined) most = least;
    else if (high !== undefined && high !== '') most = Number(high);
    return { kind: 'repeat', body, least, most, lazy: takes('?') };
  }

  const tree = choice();
  return at === source.length ? tree : fail();
}

/** All nodes of a tree, each before what it holds. */
export function* nodesOf(node: PatternNode): Generator<PatternNode> {
  yield node;
  if (node.kind === 'sequence') for (const part of node.parts) yield* nodesOf(part);
  else if (node.kind === 'choice') for (const branch of node.branches) yield* nodesOf(branch);
  else if (node.kind === 'repeat' || node.kind === 'look') yield* nodesOf(node.body);
}

/** Whether the edge stands at a place of a text. */
export function isEdge(type: '^' | '$' | 'b', text: string, at: number): boolean {
  if (type === '^') return at === 0;
  if (type === '$') return at === text.length;
  const before = at > 0 && isWord(text.charCodeAt(at - 1));
  return before !== (at < text.length && isWord(text.charCodeAt(at)));
}
