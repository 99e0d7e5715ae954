import { changeTexts } from './change-texts.js';
import { PROGRAM_CHANGES, type ProgramChange } from './program-changes.js';
import type { Change, Edit } from './change.js';
import type { CommandLines, TextCommand, TextWord } from './command-lines.js';

/** Options in place of others, or left out: the command stays what it is. */
export function swapChanges(lines: CommandLines, param: string): readonly Change[] {
  return changesBy(lines, param, (row, match) => [...swaps(row, match), ...drops(row, match)]);
}

/** The program's own way to show what it would do. */
export function dryRunChanges(lines: CommandLines, param: string): readonly Change[] {
  return changesBy(lines, param, (row, match) =>
    row.dryRun === undefined ? [] : dryRun(row.dryRun, row, match),
  );
}

/** Another command in place of this one, which looks where this one acts. */
export function lookChanges(lines: CommandLines, param: string): readonly Change[] {
  return changesBy(lines, param, (row, match) => [...insteads(row, match), ...looks(row, match)]);
}

interface Match {
  readonly lines: CommandLines;
  readonly param: string;
  readonly command: TextCommand;
  /** The words of `of`, as they were found. */
  readonly head: readonly TextWord[];
  /** Everything after the last of them. */
  readonly rest: readonly TextWord[];
}

function changesBy(
  lines: CommandLines,
  param: string,
  changes: (row: ProgramChange, match: Match) => readonly Change[],
): readonly Change[] {
  return lines.commands.flatMap((command) =>
    PROGRAM_CHANGES.flatMap((row) =>
      row.of.split(', ').flatMap((names) => {
        const found = headOf(command, names.split(' '));
        if (found === null) return [];
        const [head, rest] = found;
        const isBare = rest.every(({ value }) => value.startsWith('-'));
        if (row.bare !== undefined && row.bare !== isBare) return [];
        return changes(row, { lines, param, command, head, rest });
      }),
    ),
  );
}

/** Finds program and subcommands among the words of a command, behind carriers such as `sudo` and past options. */
function headOf(
  { words }: TextCommand,
  names: readonly string[],
): readonly [readonly TextWord[], readonly TextWord[]] | null {
  const [program = '', ...subcommands] = names;
  const at = words.findIndex(({ value }) => value.slice(value.lastIndexOf('/') + 1) === program);
  const first = words[at];
  if (first === undefined) return null;
  const head = [first];
  let last = at;
  for (const subcommand of subcommands) {
    const next = words.findIndex(({ value }, index) => index > last && value === subcommand);
    const word = words[next];
    if (word === undefined) return null;
    head.push(word);
    last = next;
  }
  return [head, words.slice(last + 1)];
}

function swaps(row: ProgramChange, { lines, param, rest }: Match): readonly Change[] {
  return Object.entries(row.swap ?? {}).flatMap(([old, by]): readonly Change[] => {
    const says = by === '' ? changeTexts.leaveOut(old) : changeTexts.use(by, old);
    const word = rest.find(({ value }) => value === old);
    if (word !== undefined)
      return [{ edits: [by === '' ? cut(lines, param, word) : put(param, word, by)], says }];
    const cluster = rest.find(({ value }) => inCluster(value, old));
    if (cluster === undefined) return [];
    const without = cluster.value.replace(old.slice(1), '');
    return [{ edits: [put(param, cluster, by === '' ? without : `${without} ${by}`)], says }];
  });
}

/** `-f` in `-fu`. */
function inCluster(value: string, option: string): boolean {
  return /^-\w$/u.test(option) && /^-[a-zA-Z]{2,}$/u.test(value) && value.includes(option.slice(1));
}

function drops(row: ProgramChange, { lines, param, command, head, rest }: Match): readonly Change[] {
  const options = row.drop?.split(' ') ?? [];
  const words = [...head.slice(-1), ...rest];
  return words.flatMap((word, index): readonly Change[] => {
    const value = words[index + 1];
    if (index === 0 || value === undefined || !options.includes(word.value)) return [];
    const span = { start: word.start, end: value.end };
    const written = lines.text.slice(span.start, Math.min(span.end, command.end));
    return [{ edits: [cut(lines, param, span)], says: changeTexts.leaveOut(written) }];
  });
}

function dryRun(options: string, row: ProgramChange, match: Match): readonly Change[] {
  const { param, command, head, rest } = match;
  const from = row.cutFrom?.split(' ');
  const last = head.at(-1);
  if (last === undefined) return [];
  if (from !== undefined) {
    const word = rest.find(({ value }) => from.includes(value));
    if (word === undefined) return [];
    return [
      saying(match, [{ param, start: word.start, end: command.end, text: options }], changeTexts.dryRun),
    ];
  }
  const insert: Edit = { param, start: last.end, end: last.end, text: ` ${options}` };
  return [saying(match, [insert], changeTexts.dryRun)];
}

function looks(row: ProgramChange, match: Match): readonly Change[] {
  const { lines, param, head, rest } = match;
  const [first] = head;
  const last = head.at(-1);
  if (row.look === undefined || first === undefined || last === undefined) return [];
  const unwanted = row.without?.split(' ') ?? [];
  const edits = rest
    .filter(({ value }) => (unwanted.includes('*') ? value.startsWith('-') : unwanted.includes(value)))
    .map((word) => cut(lines, param, word));
  return [
    saying(match, [{ param, start: first.start, end: last.end, text: row.look }, ...edits], changeTexts.look),
  ];
}

function insteads(row: ProgramChange, match: Match): readonly Change[] {
  const [first] = match.head;
  if (row.instead === undefined || first === undefined) return [];
  const { param, command } = match;
  const edit = { param, start: first.start, end: command.end, text: row.instead };
  return [{ edits: [edit], says: changeTexts.doFirst(row.instead) }];
}

/** The change with the whole command as it would be then. */
function saying(
  { lines, command }: Match,
  edits: readonly Edit[],
  say: (command: string) => Change['says'],
): Change {
  let text = lines.text.slice(0, command.end);
  for (const edit of edits.toSorted((left, right) => right.start - left.start)) {
    text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  }
  return { edits, says: say(text.slice(command.start)) };
}

function put(param: string, { start, end }: Pick<TextWord, 'start' | 'end'>, text: string): Edit {
  return { param, start, end, text };
}

/** Leaves a word out together with the space before it. */
function cut({ text }: CommandLines, param: string, { start, end }: Pick<TextWord, 'start' | 'end'>): Edit {
  return { param, start: text[start - 1] === ' ' ? start - 1 : start, end, text: '' };
}
