import { UNKNOWN } from '../paths/locate.js';
import { isLeftBehind } from '../paths/regenerable-paths.js';
import { trimEnd } from '../paths/trim-end.js';
import { NOTHING, unknownData, type Data, type Field } from '../shell/data.js';
import { foundOfState } from './state-search.js';
import { deletePath, placeOf, writePath } from '../shell/file-acts.js';
import { runWords, type Invocation } from './invocation.js';

const ACTIONS: ReadonlySet<string> = new Set(['-exec', '-execdir', '-ok', '-okdir']);
/** Tests that leave all but some of the files alone. `-type d` and depth limits alone still take the most of a tree. */
const NARROWING =
  /^-(?:i?name|i?path|i?wholename|i?regex|i?lname|m(?:time|min)|a(?:time|min)|c(?:time|min)|newer.*|size|user|group|uid|gid|perm|empty|inum|links|samefile|nouser|nogroup|xtype|executable|fstype|used|anewer|cnewer)$/;
const WRITES: ReadonlySet<string> = new Set(['-fprint', '-fprint0', '-fprintf', '-fls']);

/** `find START… TESTS ACTIONS`: what is deleted or handed to a command lies below the start. */
export function readFind(invocation: Invocation): Data {
  const { args, shell, evidence } = invocation;
  let at = 0;
  let links = 'P';
  for (; /^-(?:[HLPEXdsx]+|O\d|D)$/.test(args[at]?.text ?? ''); at += 1) {
    const text = args[at]?.text ?? '';
    if (text === '-D') at += 1;
    else links = /[HLP](?=[^HLP]*$)/.exec(text)?.[0] ?? links;
  }
  const starts: Field[] = [];
  while (at < args.length && !/^[-(!,)]/.test(args[at]?.text ?? '')) {
    const start = args[at];
    if (start !== undefined) starts.push(start);
    at += 1;
  }
  const expression = args.slice(at);
  if (starts.length === 0) starts.push({ text: '.', taint: 0, glob: false, evidence });
  const follows = links === 'L' || expression.some(({ text }) => text === '-follow');
  const foundBy = (tests: readonly Field[]): readonly Field[] => {
    const names = narrowedTo(tests);
    const found = starts.flatMap((start) =>
      below(follows || links === 'H' ? entered(start) : start, names, invocation),
    );
    found.push(...foundOfState(starts, tests, shell));
    // A link that is followed leads anywhere.
    return follows ? [...found, ...elsewhere(names, evidence)] : found;
  };
  let printed: number | null = null;
  for (let i = 0; i < expression.length; i += 1) {
    const word = expression[i];
    if (word === undefined) break;
    if (word.text === '-delete') {
      for (const target of foundBy(testsBefore(expression, i)))
        deletePath(shell, { ...target, evidence: word.evidence }, true);
    } else if (WRITES.has(word.text)) {
      const file = expression[i + 1];
      if (file !== undefined) writePath(shell, file, NOTHING);
    } else if (ACTIONS.has(word.text)) {
      const end = expression.findIndex(
        (part, index) =>
          index > i && (part.text === ';' || (part.text === '+' && expression[index - 1]?.text === '{}')),
      );
      const command = expression.slice(i + 1, end < 0 ? undefined : end);
      for (const target of foundBy(testsBefore(expression, i))) {
        const words = command.map((part) => (part.text.includes('{}') ? substituted(part, target) : part));
        const output = runWords({ ...invocation, shell: { ...shell, escaped: true } }, words, {
          ...invocation.io,
          stdin: NOTHING,
          piped: false,
        });
        printed = (printed ?? 0) | output.taint;
      }
      if (end > 0) i = end;
    }
  }
  // What the commands print takes the place of the names.
  if (printed !== null && printed !== 0) return unknownData(printed);
  return {
    text: foundBy(testsBefore(expression, expression.length))
      .map((target) => target.text)
      .join('\n'),
    taint: 0,
  };
}

/** The tests that all must hold before an action is reached: those since the last `-o` or `,` that stands around it. */
function testsBefore(expression: readonly Field[], action: number): readonly Field[] {
  let from = 0;
  let depth = 0;
  const outer: number[] = [];
  for (let i = 0; i < action; i += 1) {
    const text = expression[i]?.text;
    if (text === '(') outer[depth++] = from;
    else if (text === ')' && depth > 0) from = outer[--depth] ?? 0;
    else if (text === '-o' || text === '-or' || text === ',') from = i + 1;
  }
  return expression.slice(from, action);
}

/**
 * The names that everything found has: one of them, `UNKNOWN` where it is narrowed by something else; none without a
 * test.
 */
function narrowedTo(tests: readonly Field[]): readonly string[] {
  const narrows = tests.some((word) => NARROWING.test(word.text));
  if (!narrows) return [];
  if (tests.some(({ text }) => text === '!' || text === '-not')) return [UNKNOWN];
  const names: string[] = [];
  let named: string | null = null;
  for (let i = 0; i < tests.length; i += 1) {
    const text = tests[i]?.text;
    if (text === '-name' || text === '-iname') named = tests[i + 1]?.text ?? UNKNOWN;
    if (text !== '-o' && text !== '-or') continue;
    // One of the alternatives lets other names through.
    if (named === null) return [UNKNOWN];
    names.push(named);
    named = null;
  }
  return named === null ? [UNKNOWN] : [...names, named];
}

/** What a search below a start may find: the start itself, or with a narrowing test something in it. */
function below(start: Field, names: readonly string[], invocation: Invocation): readonly Field[] {
  if (names.length === 0) return [start];
  const zone = placeOf(invocation.shell, start.text).zone;
  const base = trimEnd(start.text, '/');
  const root = base === '' && start.text.startsWith('/') ? '' : base;
  const some = names.map((name) => {
    const text = `${root}/${UNKNOWN}${name === UNKNOWN ? '' : `/${name}`}`;
    return { ...start, text, glob: false };
  });
  // In the system or at the root, what a test lets through is as precious as the rest.
  const precious = zone === 'root' || zone === 'system-root';
  return precious && !names.every(isLeftBehind) ? [start, ...some] : some;
}

/** A start that is a link is searched where it leads. */
function entered(start: Field): Field {
  return start.text.endsWith('/') ? start : { ...start, text: `${start.text}/` };
}

function elsewhere(names: readonly string[], evidence: Field['evidence']): readonly Field[] {
  const some = names.length === 0 ? [UNKNOWN] : names;
  return some.map((name) => ({ text: `${UNKNOWN}/${name}`, taint: 0, glob: false, evidence }));
}

function substituted(part: Field, target: Field): Field {
  return { ...part, text: part.text.replaceAll('{}', () => target.text), taint: part.taint | target.taint };
}
