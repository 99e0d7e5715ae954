/** What a condition says of a row: the same for every row, or (null) something that depends on the row. */
type Truth = boolean | null;

/** Words that end a condition. */
const END: ReadonlySet<string> = new Set([
  'RETURNING',
  'ORDER',
  'LIMIT',
  'GROUP',
  'OPTION',
  'ON',
  'OUTPUT',
  'ALLOW',
]);
const JOINS: ReadonlySet<string> = new Set(['AND', 'OR', 'XOR', '&&', '||', ')']);
const COMPARES = /^(?:[=<>!]+|IS|IN|LIKE|ILIKE|BETWEEN|RLIKE|REGEXP|GLOB|SIMILAR|NOT)$/;
/** Words that are no column. */
const CONSTANT =
  /^(?:''|\d+(?:\.\d+)?|TRUE|FALSE|NULL|NOT|IS|IN|LIKE|AND|OR|BETWEEN|CURRENT_\w+|INTERVAL|DATE|[=<>!]+|[(),*.])$/;
const MAX_DEPTH = 40;

/**
 * Whether a `WHERE` condition limits nothing: `1=1`, `TRUE`, `x = x`, `… OR 1=1`, `id IS NOT NULL`, or any other
 * that looks at no column. `words` and `written` are those of the statement behind `WHERE`.
 */
export function holdsAlways(words: readonly string[], written: readonly string[]): boolean {
  let at = 0;

  function either(depth: number): Truth {
    let truth = both(depth);
    while (at < words.length && /^(?:OR|XOR|\|\|)$/.test(words[at] ?? '')) {
      at += 1;
      const other = both(depth);
      truth = truth === true || other === true ? true : truth === null || other === null ? null : false;
    }
    return truth;
  }

  function both(depth: number): Truth {
    let truth = negated(depth);
    while (at < words.length && /^(?:AND|&&)$/.test(words[at] ?? '')) {
      at += 1;
      const other = negated(depth);
      truth = truth === false || other === false ? false : truth === null || other === null ? null : true;
    }
    return truth;
  }

  function negated(depth: number): Truth {
    if (words[at] !== 'NOT' && words[at] !== '!') return single(depth);
    at += 1;
    const truth = depth > MAX_DEPTH ? null : negated(depth + 1);
    return truth === null ? null : !truth;
  }

  function single(depth: number): Truth {
    if (words[at] === '(' && words[at + 1] !== 'SELECT' && depth < MAX_DEPTH) {
      const start = at;
      at += 1;
      const truth = either(depth + 1);
      if (words[at] === ')') at += 1;
      if (!COMPARES.test(words[at] ?? '')) return truth;
      at = start;
    }
    return comparison();
  }

  function comparison(): Truth {
    const left = operand();
    const sign = words[at] ?? '';
    if (!COMPARES.test(sign) || END.has(sign)) return ofValue(left);
    at += 1;
    let not = false;
    if (words[at] === 'NOT') {
      not = true;
      at += 1;
    } else if (sign === 'NOT') {
      not = true;
      if (COMPARES.test(words[at] ?? '')) at += 1;
    }
    const right = operand();
    if (sign === 'BETWEEN' && words[at] === 'AND') {
      at += 1;
      operand();
    }
    return compared(left, sign, right, not);
  }

  /** One side of a comparison: its words up to the next sign or joining word, with what stands in brackets. */
  function operand(): readonly [from: number, to: number] {
    const from = at;
    let open = 0;
    while (at < words.length) {
      const word = words[at] ?? '';
      if (open === 0 && (JOINS.has(word) || COMPARES.test(word) || END.has(word))) break;
      if (word === '(') open += 1;
      if (word === ')') open -= 1;
      at += 1;
    }
    return [from, at];
  }

  function textOf([from, to]: readonly [number, number]): string {
    return written.slice(from, to).join(' ').toUpperCase();
  }

  /** Whether a side names a column; a name before a bracket is a function. */
  function looksAtRow([from, to]: readonly [number, number]): boolean {
    for (let i = from; i < to; i += 1) {
      const word = words[i] ?? '';
      if (word === 'FROM') return true;
      if (!CONSTANT.test(word) && word !== 'SELECT' && words[i + 1] !== '(') return true;
    }
    return false;
  }

  function ofValue(side: readonly [number, number]): Truth {
    const text = textOf(side);
    if (text === '' || looksAtRow(side)) return null;
    return !/^(?:FALSE|NULL|0+(?:\.0*)?)$/.test(text);
  }

  function compared(
    left: readonly [number, number],
    sign: string,
    right: readonly [number, number],
    not: boolean,
  ): Truth {
    const [a, b] = [textOf(left), textOf(right)];
    if (looksAtRow(left) || looksAtRow(right)) {
      // A column compared with itself, and the ways to say "every row that has a number".
      if (a === b && /^(?:=|==|<=|>=|<=>|IS|LIKE)$/.test(sign)) return !not;
      if (/^I?LIKE$/.test(sign) && /^'%+'$/.test(b)) return !not;
      if (
        /(?:^|\.)"?ID"?$/.test(a) &&
        (sign === 'IS' ? not && b === 'NULL' : /^(?:>|>=|<>|!=)$/.test(sign) && /^'?(?:0|-?1|)'?$/.test(b))
      )
        return true;
      return null;
    }
    const value = ofLiterals(a, sign, b);
    return value === null ? true : not ? !value : value;
  }

  return either(0) === true;
}

function ofLiterals(a: string, sign: string, b: string): Truth {
  const literal = /^(?:'[^']*'|\d+(?:\.\d+)?|TRUE|FALSE|NULL)$/;
  if (!literal.test(a) || !literal.test(b)) return null;
  const numbers = /^\d/.test(a) && /^\d/.test(b);
  const order = numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
  switch (sign) {
    case '=':
    case '==':
    case 'IS':
    case 'LIKE':
      return order === 0;
    case '<>':
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '>':
      return order > 0;
    case '<=':
      return order <= 0;
    case '>=':
      return order >= 0;
    default:
      return null;
  }
}
