import type { EffectVerb } from '@sentinel-agentos/core';
import { TOLD_PROGRAMS, type ToldRow } from './told-programs.js';

/** A word of a command that may be a path, and the option that it is the value of. */
interface Told {
  readonly by: string | null;
  readonly text: string;
  /** Whether it is a word of its own. */
  readonly plain: boolean;
}

/** Programs that lay out a project, whatever it is called. */
const SCAFFOLD = /^(?:@[\w.-]+\/)?create(?:-[\w.-]+)?(?:@[\w.-]*)?$/u;
const LAYS_OUT: ToldRow = { here: true, words: 'all' };

/** Long options that say where something is written, of whichever program. */
const OUTPUT =
  /^(?:out(?:put)?|.*out(?:put)?(?:dir|directory|folder|file|path|base)|(?:dest|destination|dist|target|install|build|reports?|coverage|backup|partial|temp|tmp|cache|store|save|extract|unpack|wheel)(?:dir|directory|folder)|(?:log|result|trace)file|dest|destination|packdestination|basetemp|junitxml|coverprofile|separategitdir|onetoplevel|listedincremental|exportmarks|directoryprefix)$/u;
/** Options whose value is left alone, or only read. */
const LEFT_ALONE = /^--(?:ignore-path|ignore-pattern|(?:extend-|force-)?exclude|config)$/u;
/** A mount that is only read. */
const READ_ONLY = /(?:^|[:,])(?:ro|readonly)(?:=(?:true|1))?(?:,|$)/u;
/** How many words a command may stand behind, options and their values among them. */
const FIRST = 6;

/** Rows by name; filled at the first look. */
const rows = new Map<string, ToldRow[]>();

function rowsOf(name: string): readonly ToldRow[] {
  if (rows.size === 0)
    for (const [programs, row] of TOLD_PROGRAMS)
      for (const program of programs.split(' ')) rows.set(program, [...(rows.get(program) ?? []), row]);
  const known = rows.get(name) ?? rows.get(name.replace(/[\d.]+$/u, '')) ?? [];
  return SCAFFOLD.test(name) ? [...known, LAYS_OUT] : known;
}

/**
 * The paths that a command is told to change or to work in, as it writes them, by words that its effects do not speak of;
 * `.` for the folder that it runs in.
 *
 * @param verbs what the call does.
 */
export function toldPaths(
  argv: readonly (string | null)[],
  verbs: ReadonlySet<EffectVerb>,
): readonly string[] {
  const program = argv[0] ?? '';
  const name = program.slice(program.lastIndexOf('/') + 1).toLowerCase();
  const told = toldWords(argv.slice(1));
  const paths = told.filter(({ by }) => by !== null && isOutput(by)).map(({ text }) => text);
  for (const row of rowsOf(name)) if (applies(row, argv, told, verbs)) paths.push(...pathsOf(row, told));
  return paths.filter((path) => !path.includes('\0'));
}

function applies(
  { verbs, commands, only, not }: ToldRow,
  argv: readonly (string | null)[],
  told: readonly Told[],
  done: ReadonlySet<EffectVerb>,
): boolean {
  const given = (names: ReadonlySet<string>): boolean =>
    argv.some((word) => word !== null && names.has(word));
  if (verbs?.some((verb) => done.has(verb)) === false) return false;
  if (only !== undefined && !given(only)) return false;
  if (not !== undefined && given(not)) return false;
  const first = told.filter(({ plain }) => plain).slice(0, FIRST);
  return commands === undefined || first.some(({ text }) => commands.has(text));
}

function pathsOf({ here, options, mounts, words }: ToldRow, told: readonly Told[]): readonly string[] {
  const paths = here === true ? ['.'] : [];
  for (const { by, text } of told) {
    if (by === null) continue;
    if (options?.has(by) === true) paths.push(text);
    if (mounts?.has(by) === true && !READ_ONLY.test(text)) paths.push(mountedFrom(text));
  }
  const plain = told.filter((word) => word.plain);
  const last = plain.at(-1);
  // Alone, or behind `-i`, it is what is read.
  if (words === 'last' && plain.length > 1 && last !== undefined && last.by !== '-i') paths.push(last.text);
  if (words === 'all' || words === 'files')
    for (const { by, text } of told)
      if (words === 'all' || by === null || !LEFT_ALONE.test(by)) paths.push(text);
  return paths;
}

/** What lies at the near end of a mount. The other end is a path of the container. */
function mountedFrom(text: string): string {
  return /(?:^|,)(?:src|source)=([^,]+)/u.exec(text)?.[1] ?? text.split(':', 1)[0] ?? text;
}

function isOutput(option: string): boolean {
  return option.length > 2 && OUTPUT.test(option.replaceAll(/[-_]/gu, '').toLowerCase());
}

/** `--option=value`, `-Ovalue`, `NAME=value`, a word behind an option, a word. */
function toldWords(words: readonly (string | null)[]): readonly Told[] {
  return words.flatMap((word, at): readonly Told[] => {
    if (word === null) return [];
    const [, name, value] = /^(-{0,2}[A-Za-z][\w.-]*)=(.+)$/su.exec(word) ?? [];
    const told: Told[] = name === undefined ? [] : [{ by: name, text: value ?? '', plain: false }];
    if (word.startsWith('-')) return [...told, ...gluedTo(word)];
    const before = words[at - 1] ?? '';
    const by = before.startsWith('-') && !before.includes('=') ? before : null;
    return [{ by, text: word, plain: true }, ...told];
  });
}

function gluedTo(word: string): readonly Told[] {
  const [, name, value] = /^(-[A-Za-z])=?(.+)$/su.exec(word) ?? [];
  return name === undefined || value === undefined ? [] : [{ by: name, text: value, plain: false }];
}
