import { changeTexts } from './change-texts.js';
import type { Change } from './change.js';
import type { CommandLines, TextCommand, TextWord } from './command-lines.js';

const PRIVILEGED = /^(?:.*\/)?(sudo|doas|pkexec)$/u;
/** Options of those that take a value of their own. */
const TAKES_VALUE = /^-(?:[ugphCcrtUDRT]|-(?:user|group|host|prompt|chdir|role|type|chroot|other-user))$/u;

/** Without `sudo`, and without what an assignment slips into the program's environment. */
export function privilegeChanges(lines: CommandLines, param: string): readonly Change[] {
  return lines.commands.flatMap((command) => [
    ...withoutSudo(lines, command, param),
    ...withoutAssignments(lines, command, param),
  ]);
}

function withoutSudo(_: CommandLines, { words }: TextCommand, param: string): readonly Change[] {
  const [first] = words;
  const program = PRIVILEGED.exec(first?.value ?? '')?.[1];
  const inner = words[innerAt(words)];
  if (first === undefined || program === undefined || inner === undefined) return [];
  const edit = { param, start: first.start, end: inner.start, text: '' };
  return [{ edits: [edit], says: changeTexts.withoutPrivilege(program) }];
}

/** Where the command begins that is run with privileges. */
function innerAt(words: readonly TextWord[]): number {
  let at = 1;
  for (let word = words[at]; word !== undefined; word = words[at]) {
    if (word.value === '--') return at + 1;
    if (!word.value.startsWith('-') && !/^\w+=/u.test(word.value)) return at;
    at += TAKES_VALUE.test(word.value) ? 2 : 1;
  }
  return at;
}

function withoutAssignments({ text }: CommandLines, command: TextCommand, param: string): readonly Change[] {
  return command.assignments.map(({ value, start, end }) => ({
    edits: [{ param, start, end: text[end] === ' ' ? end + 1 : end, text: '' }],
    says: changeTexts.leaveOut(value),
  }));
}
