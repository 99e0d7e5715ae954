import { matchesGlob } from '../paths/glob-targets.js';
import { isWithin } from '../paths/zones.js';
import { placeOf } from '../shell/file-acts.js';
import { UNKNOWN } from '../paths/locate.js';
import { fieldOf, type Field } from '../shell/data.js';
import { has, valueOfOption, type Invocation } from './invocation.js';
import type { Shell } from '../shell/shell-state.js';

/** A file or folder of the product's own, as a search would come upon it. */
interface OwnFile {
  readonly path: string;
  /** As the search prints it, which is what it holds paths against. */
  readonly printed: string;
  readonly folder: boolean;
  /** Whether its name is that of the folder, or of a file that says what a session may do. */
  readonly telling: boolean;
}

/** What a test says of a file: whether it lets it through, and whether it was written for files like it. */
interface Verdict {
  readonly passes: boolean;
  readonly meant: boolean;
}

const PASSES: Verdict = { passes: true, meant: false };
const FAILS: Verdict = { passes: false, meant: false };
const DIGEST = '0123456789abcdef'.repeat(2);
const MOST_NAMES = 64;
const WILD = /\*|\?|\[[^\]]*\]|\\/g;

/**
 * What a search would find of the product's own, where its tests are written for such files and not for all: `-name
 * '*.switch'`, `-path '*agentos*'`. A search that takes whatever there is finds them as well, but nobody means them then.
 *
 * @param starts folders; those from which the product's own is not reached find nothing.
 * @param tests the expression that must hold, as `find` reads it.
 */
export function foundOfState(
  starts: readonly Field[],
  tests: readonly Field[],
  shell: Shell,
): readonly Field[] {
  if (tests.length === 0) return [];
  const words = tests.map(({ text }) => text);
  return starts.flatMap((start) => {
    const file = ownFiles(start, shell).find((each) => {
      const { passes, meant } = createReader(words, each).any();
      return passes && meant;
    });
    return file === undefined ? [] : [{ ...start, text: file.path, glob: false }];
  });
}

/** The same for a search by patterns of names alone, such as `grep --include`. */
export function namedOfState(
  starts: readonly Field[],
  patterns: readonly string[],
  shell: Shell,
): readonly Field[] {
  return starts.flatMap((start) => {
    const file = ownFiles(start, shell).find(
      (each) => !each.folder && patterns.some((pattern) => named(each, pattern).meant),
    );
    return file === undefined ? [] : [{ ...start, text: file.path, glob: false }];
  });
}

/** The same for `fd`, which is told of names that begin with a dot, and takes an expression unless it is told. */
export function hiddenOfState(invocation: Invocation, words: readonly Field[]): readonly string[] {
  const { operands, shell, evidence } = invocation;
  if (!has(invocation, '-H --hidden -u --unrestricted')) return [];
  const ending = valueOfOption(invocation, '-e --extension');
  const glob = valueOfOption(invocation, '-g --glob');
  // What follows `-x` is a command.
  const own = operands.filter((word) => words.includes(word));
  const [pattern = null, ...folders] = glob === null ? own : [glob, ...own];
  const tests = [
    ...(ending === null ? [] : ['-name', `*.${ending.text}`]),
    ...(pattern === null || pattern.text === '.' ? [] : [glob === null ? '-regex' : '-name', pattern.text]),
  ].map((text) => fieldOf(text, evidence));
  const starts = folders.length > 0 ? folders : [fieldOf('.', evidence)];
  return foundOfState(starts, tests, shell).map(({ text }) => text);
}

/** Whether an expression for names spells that of the product's own folder, or the ending of its switches. */
export function meansState(expression: string, state: string): boolean {
  const plain = expression.replaceAll(/[\\^$]/g, '').toLowerCase();
  const name = state
    .slice(state.lastIndexOf('/') + 1)
    .replace(/^\./, '')
    .toLowerCase();
  return plain.endsWith('.switch') || (name.length >= 4 && plain.includes(name));
}

function ownFiles(start: Field, shell: Shell): readonly OwnFile[] {
  const { boundaries, world } = shell.reading;
  const { path: from } = placeOf(shell, start.text);
  const { state } = boundaries;
  if (!isWithin(state, from)) return [];
  const head = start.text.replace(/\/+$/, '');
  const at = (name: string, folder: boolean, telling: boolean): OwnFile => {
    const own = name === '' ? state : `${state}/${name}`;
    const printed = `${head}/${own.slice(from === '/' ? 1 : from.length + 1)}`;
    return {
      path: folder ? own : `${own.slice(0, own.lastIndexOf('/'))}/${UNKNOWN}`,
      printed,
      folder,
      telling,
    };
  };
  const there = world.facts.list(`${state}/trust`).slice(0, MOST_NAMES);
  return [
    at('', true, true),
    at('trust', true, true),
    ...[`${DIGEST}.switch`, `${DIGEST}.events`, ...there].map((name) => at(`trust/${name}`, false, true)),
    at('audit/segment-000000.jsonl', false, false),
    at('rules.json', false, false),
  ];
}

/** Three letters of a file's name tell what is meant, four of a folder's: `*.swi*` does, `*.s*` is written for others. */
function named(file: OwnFile, pattern: string, anyCase = false): Verdict {
  const passes = matchesName(file.printed.slice(file.printed.lastIndexOf('/') + 1), pattern, anyCase);
  return { passes, meant: passes && file.telling && lettersOf(pattern) >= (file.folder ? 4 : 3) };
}

function pathed(file: OwnFile, pattern: string, anyCase: boolean): Verdict {
  const passes = matchesName(file.printed, pattern, anyCase);
  // What is spelt from the start on can mean little else.
  return { passes, meant: passes && lettersOf(pattern) >= (pattern.startsWith('*') ? 2 : 1) };
}

function expressed(file: OwnFile, pattern: string): Verdict {
  const plain = pattern.replaceAll('\\', '').toLowerCase();
  const name = file.printed.slice(file.printed.lastIndexOf('/') + 1).replace(/^\./, '');
  const meant = /(?:switch|events)[)|$]*$/.test(plain) ? !file.folder : file.folder && plain.includes(name);
  return { passes: true, meant: meant && file.telling };
}

function matchesName(name: string, pattern: string, anyCase: boolean): boolean {
  return anyCase ? matchesGlob(name.toLowerCase(), pattern.toLowerCase()) : matchesGlob(name, pattern);
}

function lettersOf(pattern: string): number {
  return pattern.replaceAll(WILD, '').replaceAll(/[^\p{L}\p{N}]/gu, '').length;
}

/** Reads an expression of `find` about one file. What it does not know lets everything through. */
function createReader(words: readonly string[], file: OwnFile): { any(): Verdict } {
  let at = 0;

  function test(): Verdict {
    const word = words[at] ?? '';
    at += 1;
    if (word === '!' || word === '-not') return test().passes ? FAILS : PASSES;
    if (word === '(') {
      const inner = any();
      if (words[at] === ')') at += 1;
      return inner;
    }
    const value = words[at];
    const takes = value !== undefined && (/^[-+]\d/.test(value) || !/^(?:[-(!]|\)$)/.test(value));
    if (takes) at += 1;
    const given = takes ? value : '';
    switch (word) {
      case '-name':
      case '-iname':
        return named(file, given, word === '-iname');
      case '-path':
      case '-wholename':
      case '-ipath':
      case '-iwholename':
        return pathed(file, given, word.startsWith('-i'));
      case '-regex':
      case '-iregex':
        return expressed(file, given);
      case '-type':
      case '-xtype':
        return given.includes(file.folder ? 'd' : 'f') ? PASSES : FAILS;
      case '-false':
        return FAILS;
      default:
        return PASSES;
    }
  }

  function all(): Verdict {
    let verdict = PASSES;
    while (at < words.length && !/^(?:\)|-o|-or|,)$/.test(words[at] ?? '')) {
      if (/^(?:-a|-and)$/.test(words[at] ?? '')) {
        at += 1;
        continue;
      }
      const { passes, meant } = test();
      verdict = { passes: verdict.passes && passes, meant: verdict.meant || meant };
    }
    return verdict;
  }

  function any(): Verdict {
    let verdict = all();
    while (/^(?:-o|-or|,)$/.test(words[at] ?? '')) {
      at += 1;
      const next = all();
      if (next.passes && (!verdict.passes || next.meant)) verdict = next;
    }
    return verdict;
  }

  return { any };
}
