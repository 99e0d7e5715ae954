/** What a shell was told about its patterns. */
export interface GlobOptions {
  /** `*`, `?` and `[…]` take names that begin with a dot as well. */
  readonly dots: boolean;
  /** Small and large letters are the same. */
  readonly anyCase: boolean;
}

const MAX_PATTERNS = 8;

/** The patterns that together take, with plain options, the names that one takes with these. */
export function plainPatterns(pattern: string, { dots, anyCase }: GlobOptions): readonly string[] {
  const cased = anyCase ? eitherCase(pattern) : pattern;
  return dots ? withDots(cased) : [cased];
}

/** A letter outside of brackets becomes both of its cases; in brackets any character may be meant. */
function eitherCase(pattern: string): string {
  return pattern.replace(/\[[^\]]+\]|\p{L}/gu, (part) => {
    if (part.startsWith('[')) return '?';
    const [small, large] = [part.toLowerCase(), part.toUpperCase()];
    return small === large || small.length !== large.length ? part : `[${small}${large}]`;
  });
}

function withDots(pattern: string): readonly string[] {
  let found: readonly string[] = [''];
  for (const [index, name] of pattern.split('/').entries()) {
    const head = index === 0 ? '' : '/';
    const wild = /^(?:\*+|\?|\[[^\]]*\])/.exec(name)?.[0];
    // A star may stand for nothing after the dot, another sign is the dot.
    const dotted = wild === undefined ? null : `.${wild.startsWith('*') ? name : name.slice(wild.length)}`;
    found = found.flatMap((path) => [
      path + head + name,
      ...(dotted === null || found.length >= MAX_PATTERNS ? [] : [path + head + dotted]),
    ]);
  }
  return found;
}
