import type { Evidence } from '@sentinel-agentos/core';
import type { ReadCommand } from '../effect-reading.js';
import { shape } from '../effect-shape.js';
import type { Language } from '../programs/role.js';
import {
  ENVIRONMENT,
  fieldOf,
  joined,
  NOTHING,
  Taint,
  unknownData,
  type Data,
  type Field,
} from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import { deletePath, readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import { readSql } from '../sql/read-sql.js';
import { judgeOrigin } from '../shell/judge-code.js';
import { childShell, type Shell } from '../shell/shell-state.js';
import { matchedState } from '../shell/state-words.js';
import type { CodePattern, LanguageFacts } from './code-patterns.js';
import { UNKNOWN } from '../paths/locate.js';
import { withoutComments } from './comment-lines.js';
import { LANGUAGES } from './languages.js';
import { foundOfState } from '../programs/state-search.js';
import { resumesBySelf } from './own-package.js';
import { otherFolders } from './other-folders.js';
import { listedPlaces } from './listed-places.js';
import { isOdd, isProjectTool } from './roundabout.js';
import { readSedScript } from './sed-script.js';
import { concatenatedAt, literalsFrom } from './string-literals.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const SHELL_STARTED = shape('code.exec', 'workspace', 'hard', 'sensitive');
const FETCHED = shape('net.fetch', 'shared', 'easy', 'normal');
const KILL = shape('process.kill', 'process', 'hard', 'normal');
/** Program text that is looked through; what lies beyond makes the whole of it `unknown`. */
const MAX_CODE = 64 * 1024;
const MAX_HITS = 64;
/** Longest command that a line of program text holds. */
const MAX_LINE = 2048;
/** Text from the network that runs as code of the language itself. */
const FETCHED_CODE =
  /\b(?:exec|eval|Function)\s{0,9}\(?[\s\S]{0,200}?(?:urlopen|requests\.get|urllib|fetch\s{0,9}\(|https?\.get|Net::HTTP|URI\.open|file_get_contents\s{0,9}\(\s{0,9}["']https?:|LWP)|(?:\bfetch\s{0,9}\(|\bhttps?\b[^\n]{0,9}\.get\s{0,9}\(|\baxios\b|\bgot\s{0,9}\()[\s\S]{0,300}?(?<![.\w])(?:eval|new\s{1,9}Function|vm\.run\w+)(?=\s{0,9}[()])/;
const DESTROYED = shape('infra.destroy', 'shared', 'hard', 'sensitive');
/** The libraries of clouds and clusters. */
const CLOUD =
  /\b(?:boto3?|botocore|aioboto3|aws-sdk|google\.cloud|googleapiclient|azure|kubernetes|digitalocean|hcloud|pulumi)\b|@aws-sdk\/|@google-cloud\/|@azure\/|Aws::/;
/** Their calls that end something. What queues and logs are read with is none of them. */
const CLOUD_DELETES =
  /\.(?:delete_(?!message|tags?\b)\w+|terminate_\w+|begin_delete\w*|destroy_\w+)\s?\(|\b(?:bucket|blob|instance|cluster|volume|droplet|server|dataset)\w{0,20}\.delete\s?\(|\b(?:Delete(?!Message|Tag)|Terminate)\w+Command\b|\.(?:delete(?!Message|Tag)|terminate)[A-Z]\w*\s?\(/;
/** A process that starts itself again without end. */
const FORKS_FOREVER =
  /\bfork\b\s{0,9}(?:\(\s{0,9}\))?\s{0,9}while\b|\b(?:while|loop|for)\b\s{0,9}\(?\s{0,9}(?:1|True|true|;\s{0,9};|do\b|\{)\s{0,9}\)?\s{0,9}[:{]?\s{0,9}(?:\w{1,20}\.)?fork\b/;
/** All variables of the environment at once; one by name is how programs are configured. */
const WHOLE_ENVIRONMENT =
  /(?<!\benv ?= ?)\b(?:str|dict|repr|json|data)\s?[(=]\s?(?:dict\s?\(\s?)?os\.environ\b(?!\s?[.[])|\bdumps\s?\(\s?(?:dict\s?\(\s?)?os\.environ\b(?!\s?\[)|\b(?:stringify|entries|inspect)\s?\(\s?process\.env\s?[),]|\bENV\.(?:to_h|to_a|inspect|to_json|map)\b|%ENV\b|\bgetenv\s?\(\s?\)|\$_(?:ENV|SERVER)\b(?!\s?\[)/;
const PLACE = /["'`]((?:\/|~|\.\.)[^"'`\n]{0,400})["'`]/g;
const HOME =
  /\b(?:os\.environ|process\.env|ENV|[gG]etenv|getProperty)\b[^\n;]{0,9}(?:HOME|user\.home)|\bUserHomeDir\s?\(|\bhome_dir\s?\(|\buser_home\b|\bhomedir\s{0,9}\(|\bPath\.home\b|\bDir\.home\b/;
const WRITES_PATH =
  /^\s{0,9}\)?\s{0,9}(?:,\s{0,9}(?:mode\s{0,9}=\s{0,9})?["'][rbt]{0,2}[waxWAX+]|\)?\.(?:write_text|write_bytes|touch|rename|replace|open\s{0,9}\(\s{0,9}["'][wax]))/;
/** SQL that a call of any other name would not hold. */
const CHANGES_ROWS = /^\s{0,99}(?:DROP|TRUNCATE|DELETE\s+FROM|UPDATE\s+\S+\s+SET|ALTER|GRANT|REVOKE)\b/i;
const IN_MEMORY = /:memory:/;
const DELETES_PATH = /^\s{0,9}\)\s{0,9}\.(?:unlink|rmdir)\b/;

/**
 * Looks through program text for what it starts, deletes, reads and sends. A pattern reader, not an interpreter:
 * it sees literal arguments, and says when code is hidden. `inline` text stands in a command's arguments, where
 * nobody has a reason to start another program: the shell is right there. Returns what the text reads.
 */
export function readCode(
  language: Language,
  code: Data,
  shell: Shell,
  evidence: Evidence,
  inline = true,
): Data {
  const { sink } = shell.reading;
  judgeOrigin(code, shell, evidence);
  if (language === 'sed') {
    readSedScript(code.text, shell, evidence);
    return NOTHING;
  }
  if (language !== 'awk' && language !== 'vim') sink.effect(CODE, '', evidence);
  const facts = LANGUAGES[language];
  const text = withoutComments(language, code.text.slice(0, MAX_CODE));
  const inner = childShell(shell, { origin: evidence, depth: shell.depth + 1, escaped: true });
  const shells = [inner, ...otherFolders(text, inner).map((cwd) => childShell(inner, { cwd }))];
  const started = sink.commandCount;
  const since = sink.count;
  let read: Data = NOTHING;
  for (const pattern of facts.patterns) {
    if (pattern.needs?.test(text) === false) continue;
    let hits = 0;
    for (const match of text.matchAll(pattern.call)) {
      hits += 1;
      if (hits > MAX_HITS) break;
      for (const at of shells)
        read = joined(read, act(pattern, text, match.index + match[0].length, at, evidence));
    }
  }
  for (const at of shells) {
    if (facts.deletes.test(text)) deleteComputed(text, at, evidence, since);
    if (facts.writes?.test(text) === true) writeComputed(text, at, evidence);
  }
  if (CLOUD.test(text) && CLOUD_DELETES.test(text)) sink.effect(DESTROYED, '', evidence);
  if (resumesBySelf(language, text, facts)) sink.finding('state.resume', evidence);
  if (FORKS_FOREVER.test(text)) sink.finding('shell.fork-bomb', evidence);
  if (facts.hidden.test(text)) {
    sink.finding('flow.decoded-to-shell', evidence);
    sink.effect(SHELL_STARTED, '', evidence);
  }
  if (facts.spawns.test(text)) sink.effect(SHELL_STARTED, '', evidence);
  if (inline && isRoundabout(language, facts, text, sink.commandsSince(started)))
    sink.finding('shell.escape', evidence);
  if (facts.socket.test(text) && facts.shell.test(text)) sink.finding('shell.reverse-shell', evidence);
  if (!facts.network.test(text)) return read;
  if (WHOLE_ENVIRONMENT.test(text)) read = joined(read, ENVIRONMENT);
  if (FETCHED_CODE.test(text)) sink.finding('flow.download-to-shell', evidence);
  if ((read.taint & (Taint.secret | Taint.credential | Taint.system)) !== 0)
    sendData(shell, unknownData(read.taint), '', evidence);
  else sink.effect(FETCHED, '', evidence);
  return read;
}

/** Whether a one-liner starts what it could not start more openly, or hides what it starts. */
function isRoundabout(
  language: Language,
  facts: LanguageFacts,
  text: string,
  commands: readonly ReadCommand[],
): boolean {
  if (facts.assembled.test(text)) return true;
  if (commands.length === 0) return facts.processes.test(text);
  if (language === 'vim') return commands.some(isOdd);
  if (language === 'awk' || language === 'tcl') return commands.some(isOdd);
  return !commands.every(isProjectTool);
}

/** A deletion whose target is computed: whatever place the text names may be it. */
function deleteComputed(text: string, shell: Shell, evidence: Evidence, since: number): void {
  let hits = 0;
  for (const match of text.matchAll(PLACE)) {
    hits += 1;
    if (hits > MAX_HITS) break;
    deletePath(shell, fieldOf(expanded(match[1] ?? '', shell), evidence), true);
  }
  for (const { path, some } of listedPlaces(text)) {
    const place = expanded(path, shell);
    // What a test lets through is something in there, but not the most of it.
    const target = !some
      ? place === '.'
        ? './\0'
        : place
      : /[*?[{]/.test(place)
        ? place
        : `${place}/some\0`;
    for (const each of matchedBy(target, shell, evidence)) deletePath(shell, each, !some);
  }
  if (HOME.test(text)) deletePath(shell, fieldOf(shell.reading.world.facts.home, evidence), true);
  // No place is named at all: it may be any.
  if (!shell.reading.sink.since(since).some(({ verb }) => verb === 'fs.delete'))
    deletePath(shell, fieldOf(UNKNOWN, evidence), false);
}

/** Files that are written under names that are listed: any in the folder may be one of them. */
function writeComputed(text: string, shell: Shell, evidence: Evidence): void {
  for (const { path } of listedPlaces(text)) {
    const place = expanded(path, shell);
    const target = /[*?[{]/.test(place) ? place : `${place}/\0`;
    for (const each of matchedBy(target, shell, evidence)) writePath(shell, each, null);
  }
}

/** A path, and what it matches of the product's own where it is a pattern. */
function matchedBy(path: string, shell: Shell, evidence: Evidence): readonly Field[] {
  const own = matchedState(path, shell);
  const cut = path.lastIndexOf('/');
  const start = fieldOf(path.slice(0, cut + 1) || '.', evidence);
  const tests = ['-name', path.slice(cut + 1)].map((text) => fieldOf(text, evidence));
  return [
    fieldOf(path, evidence),
    ...(own === null ? [] : [fieldOf(own, evidence)]),
    ...(/[*?]/.test(path) ? foundOfState([start], tests, shell) : []),
  ];
}

function act(pattern: CodePattern, code: string, at: number, shell: Shell, evidence: Evidence): Data {
  const { engine, sink } = shell.reading;
  if (pattern.as === 'kill') {
    sink.effect(KILL, '', evidence);
    return NOTHING;
  }
  if (pattern.as === 'argv') {
    readArgv(code, at, shell, evidence);
    return NOTHING;
  }
  if (pattern.as === 'rest') {
    const line = code.slice(at, at + MAX_LINE);
    const end = line.search(/[\n;\]}]/);
    const rest = end < 0 ? line : line.slice(0, end);
    engine.text(fieldOf(rest, evidence), shell, UNCONNECTED, evidence);
    return NOTHING;
  }
  const literal = concatenatedAt(code, code[at] === '[' ? at + 1 : at);
  if (literal === null) return NOTHING;
  const word = { ...fieldOf(expanded(literal.value, shell), evidence), glob: /[*?]/.test(literal.value) };
  switch (pattern.as) {
    case 'command':
      return unknownData(
        engine.text(word, shell, UNCONNECTED, evidence).taint & (Taint.secret | Taint.credential),
      );
    case 'sql':
      if (CHANGES_ROWS.test(word.text) && !IN_MEMORY.test(code)) readSql(word.text, shell, evidence);
      return NOTHING;
    case 'delete':
    case 'delete-tree':
      deletePath(shell, word, pattern.as === 'delete-tree');
      return NOTHING;
    case 'move':
      deletePath(shell, word, true, true);
      return NOTHING;
    case 'read':
      // Perl says in the name how a file is opened.
      if (/^\+?>/.test(word.text)) {
        const text = word.text.replace(/^\+?>{1,2}\s{0,9}/, '');
        if (text !== '') writePath(shell, { ...word, text }, null);
        return NOTHING;
      }
      return readPath(shell, { ...word, text: word.text.replace(/^[<+]{1,2}\s{0,9}/, '') });
    case 'write':
      writePath(shell, word, null);
      return NOTHING;
    case 'open':
      return open(word, code.slice(literal.end, literal.end + 120), shell);
  }
}

/** A command as a list of strings. One string alone is a shell command where it holds spaces. */
function readArgv(code: string, at: number, shell: Shell, evidence: Evidence): void {
  const { engine } = shell.reading;
  const listed = code[at] === '[' || code[at] === '(';
  const words = literalsFrom(code, listed ? at + 1 : at);
  // `os.execv(path, [name, …])` names the program twice.
  const argv = listed ? words : words.filter((word, index) => index !== 1 || !sameProgram(word, words[0]));
  const [only] = argv;
  if (only !== undefined && (argv.length === 1 || /\s/.test(only))) {
    engine.text(fieldOf(only, evidence), shell, UNCONNECTED, evidence);
    return;
  }
  const fields = argv.map((word) => fieldOf(word, evidence));
  engine.words(fields, shell, UNCONNECTED, evidence);
}

function sameProgram(word: string, program: string | undefined): boolean {
  return (
    program !== undefined &&
    program.slice(program.lastIndexOf('/') + 1) === word.slice(word.lastIndexOf('/') + 1)
  );
}

/** What follows a path that is opened says whether it is read, written or deleted. */
function open(word: Field, rest: string, shell: Shell): Data {
  if (DELETES_PATH.test(rest)) deletePath(shell, word, true);
  else if (WRITES_PATH.test(rest)) writePath(shell, word, null);
  else return readPath(shell, word);
  return NOTHING;
}

function expanded(path: string, shell: Shell): string {
  return path === '~' || path.startsWith('~/') ? shell.reading.world.facts.home + path.slice(1) : path;
}
