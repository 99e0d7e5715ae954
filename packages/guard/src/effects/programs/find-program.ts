import { UNKNOWN } from '../paths/locate.js';
import { trimEnd } from '../paths/trim-end.js';
import { NOTHING, type Data, type Field } from '../shell/data.js';
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
  while (/^-(?:[HLPEXdsx]+|O\d|D)$/.test(args[at]?.text ?? '')) at += args[at]?.text === '-D' ? 2 : 1;
  const starts: Field[] = [];
  while (at < args.length && !/^[-(!,)]/.test(args[at]?.text ?? '')) {
    const start = args[at];
    if (start !== undefined) starts.push(start);
    at += 1;
  }
  const expression = args.slice(at);
  if (starts.length === 0) starts.push({ text: '.', taint: 0, glob: false, evidence });
  const narrowing = narrowedTo(expression);
  const found = starts.flatMap((start) => below(start, narrowing, invocation));
  for (let i = 0; i < expression.length; i += 1) {
    const word = expression[i];
    if (word === undefined) break;
    if (word.text === '-delete') {
      for (const target of found) deletePath(shell, { ...target, evidence: word.evidence }, true);
    } else if (WRITES.has(word.text)) {
      const file = expression[i + 1];
      if (file !== undefined) writePath(shell, file, NOTHING);
    } else if (ACTIONS.has(word.text)) {
      const end = expression.findIndex(
        (part, index) =>
          index > i && (part.text === ';' || (part.text === '+' && expression[index - 1]?.text === '{}')),
      );
      const command = expression.slice(i + 1, end < 0 ? undefined : end);
      for (const target of found) {
        const words = command.map((part) => (part.text.includes('{}') ? substituted(part, target) : part));
        runWords({ ...invocation, shell: { ...shell, escaped: true } }, words, {
          ...invocation.io,
          stdin: NOTHING,
          piped: false,
        });
      }
      if (end > 0) i = end;
    }
  }
  return { text: found.map((target) => target.text).join('\n'), taint: 0 };
}

/** The name that everything found has, `UNKNOWN` where it is narrowed by something else; null without a test. */
function narrowedTo(expression: readonly Field[]): string | null {
  const at = expression.findIndex(({ text }) => text === '-name' || text === '-iname');
  const alternatives = expression.some(({ text }) => text === '-o' || text === '-or');
  const negated = /^(?:!|-not)$/.test(expression[at - 1]?.text ?? '');
  if (at >= 0 && !negated && !alternatives) return expression[at + 1]?.text ?? UNKNOWN;
  return expression.some((word) => NARROWING.test(word.text)) ? UNKNOWN : null;
}

/** What a search below a start may find: the start itself, or with a narrowing test something in it. */
function below(start: Field, narrowing: string | null, invocation: Invocation): readonly Field[] {
  if (narrowing === null) return [start];
  const zone = placeOf(invocation.shell, start.text).zone;
  const base = trimEnd(start.text, '/');
  const root = base === '' && start.text.startsWith('/') ? '' : base;
  const text = `${root}/${UNKNOWN}${narrowing === UNKNOWN ? '' : `/${narrowing}`}`;
  const some = { ...start, text, glob: false };
  // In the system or at the root, what a test lets through is as precious as the rest.
  return zone === 'root' || zone === 'system-root' ? [start, some] : [some];
}

function substituted(part: Field, target: Field): Field {
  return { ...part, text: part.text.replaceAll('{}', () => target.text), taint: part.taint | target.taint };
}
