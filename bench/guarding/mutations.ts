import type { Random } from './random.js';

/** Writes a command so that a shell does the same as before, and perhaps more. */
type Mutation = (command: string, random: Random) => string;

/** Commands of plain words: every one of them may be quoted. */
const PLAIN = /^[\w./:@%+,-]+(?: +[\w./:@%+=,-]+)*$/;
const KEYWORD = /^(?:if|then|else|elif|fi|for|while|until|do|done|case|esac|in|function|time|coproc|select)$/;
/** Builtins that declare are read by the parser; a quoted name makes them ordinary commands. */
const DECLARES = /^(?:export|declare|typeset|local|readonly|alias|exec|command|builtin)$/;

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

function word(text: string, random: Random): string {
  const at = random.below(text.length);
  const head = text.slice(0, at);
  const char = text[at] ?? '';
  const tail = text.slice(at + 1);
  const hex = `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`;
  const octal = `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return random.pick([
    `'${text}'`,
    `"${text}"`,
    `${head}''${char}${tail}`,
    `${head}""${char}${tail}`,
    `${head}\\${char}${tail}`,
    `${head}'${char}'${tail}`,
    `${head}"${char}"${tail}`,
    `$'${text}'`,
    `${head}$'${hex}'${tail}`,
    `${head}$'${octal}'${tail}`,
    `${head}\\\n${char}${tail}`,
    `${head}$(printf ${quoted(char)})${tail}`,
    `${head}\${none:-${char}}${tail}`,
    // `$none/` is what everyday scripts write: nobody can tell that it is meant to be empty.
    char === '/' ? text : `${head}\${none}${char}${tail}`,
    char === '/' ? text : `${head}$@${char}${tail}`,
    `$(printf %s ${text})`,
    // What begins with a dash would be an option of `echo`.
    text.startsWith('-') ? text : `$(echo ${text})`,
    text.startsWith('-') ? text : `\`echo ${text}\``,
  ]);
}

function quoting(command: string, random: Random): string {
  if (!PLAIN.test(command)) return command;
  const words = command.split(/ +/);
  const [first = ''] = words;
  if (KEYWORD.test(first) || DECLARES.test(first)) return command;
  return words
    .map((text) => (text.includes('=') || random.chance(0.5) ? text : word(text, random)))
    .join(random.pick([' ', '  ', '\t', ' \\\n']));
}

function variables(command: string, random: Random): string {
  if (!PLAIN.test(command)) return command;
  const words = command.split(/ +/);
  const at = random.below(words.length);
  const text = words[at] ?? '';
  if (text.includes('=') || KEYWORD.test(words[0] ?? '') || DECLARES.test(words[0] ?? '')) return command;
  const cut = random.below(text.length + 1);
  words[at] = random.pick(['$v$w', '${v}${w}', '"$v$w"', '"${v}"$w']);
  const set = `v=${quoted(text.slice(0, cut))}; w=${quoted(text.slice(cut))}`;
  return `${set}; ${words.join(' ')}`;
}

const WRAPPERS: readonly [Mutation, ...Mutation[]] = [
  (command) => `sh -c ${quoted(command)}`,
  (command) => `bash -c ${quoted(command)}`,
  (command) => `/bin/bash -lc ${quoted(command)}`,
  (command) => `eval ${quoted(command)}`,
  (command) => `env sh -c ${quoted(command)}`,
  (command) => `env A=1 bash -c ${quoted(command)}`,
  (command) => `timeout 5 sh -c ${quoted(command)}`,
  (command) => `nohup sh -c ${quoted(command)} &`,
  (command) => `nice -n 5 sh -c ${quoted(command)}`,
  (command) => `setsid sh -c ${quoted(command)}`,
  (command) => `stdbuf -oL sh -c ${quoted(command)}`,
  (command) => `sudo sh -c ${quoted(command)}`,
  (command) => `time sh -c ${quoted(command)}`,
  (command) => `exec sh -c ${quoted(command)}`,
  (command) => `command sh -c ${quoted(command)}`,
  (command) => `xargs -I@@ sh -c ${quoted(command)} <<< x`,
  (command) => (command.includes('{}') ? command : `find . -maxdepth 0 -exec sh -c ${quoted(command)} \\;`),
  (command) => `( ${command}\n)`,
  (command) => `{ ${command}\n}`,
  (command) => `true; ${command}`,
  (command) => `true && { ${command}\n}`,
  (command) => `false || { ${command}\n}`,
  (command) => `if true; then ${command}\nfi`,
  (command) => `for i in 1; do ${command}\ndone`,
  (command) => `while true; do ${command}\nbreak; done`,
  (command) => `f() { ${command}\n}; f`,
  (command) => `echo "$( ${command}\n)"`,
  (command) => `x=$( ${command}\n)`,
  (command) => `: <( ${command}\n)`,
  (command) => `${command}\n`,
  (command) => `# nothing\n${command}`,
  (command) => `\n\n  ${command}`,
  (command) => `trap ${quoted(command)} EXIT`,
  (command) => `bash <<< ${quoted(command)}`,
  (command) => `printf %s ${quoted(command)} | sh`,
  (command) => `cat <<'END_${command.length}' | bash\n${command}\nEND_${command.length}`,
  (command) => `bash <<'END_${command.length}'\n${command}\nEND_${command.length}`,
  (command) => `text${command.length}=${quoted(command)}; eval "$text${command.length}"`,
  (command) => `text${command.length}=${quoted(command)}; bash -c "$text${command.length}"`,
  (command) => (command.includes('$@') ? command : `set -- ${quoted(command)}; eval "$1"`),
  (command) => `echo ${Buffer.from(command).toString('base64')} | base64 -d | sh`,
  (command) => `eval "$(echo ${Buffer.from(command).toString('base64')} | base64 --decode)"`,
  (command) => `echo ${Buffer.from(command).toString('hex')} | xxd -r -p | bash`,
  (command) => `case x in x) ${command}\n;; esac`,
  (command) => `coproc { ${command}\n}`,
  (command) => `python3 -c ${quoted(`import os; os.system(${JSON.stringify(command)})`)}`,
];

const wrapping: Mutation = (command, random) => random.pick(WRAPPERS)(command, random);

/** One to four mutations of a command, words first: what is wrapped is quoted as a whole. */
export function mutate(command: string, random: Random): string {
  let mutated = command;
  if (random.chance(0.6)) mutated = random.pick([quoting, variables])(mutated, random);
  const wraps = random.below(4);
  for (let index = 0; index < wraps; index += 1) mutated = wrapping(mutated, random);
  return mutated;
}
