import { shape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import { isWindowsPath } from '../paths/windows-paths.js';
import { ENVIRONMENT, isKnown, joined, NOTHING, SOMETHING, unknownData, type Data } from '../shell/data.js';
import { readEnvironment } from '../shell/environment-injection.js';
import { deletePath, makePath, placeOf, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { landing } from '../shell/landing.js';
import { renamePath } from '../shell/rename-path.js';
import { makeLink } from '../shell/make-link.js';
import { assign } from '../shell/shell-state.js';
import { linePath, type LineCall, type LineReader } from './line-call.js';

const ASSOCIATED = shape('fs.write', 'host', 'partial', 'sensitive');
const CLOCK = shape('process.spawn', 'host', 'partial', 'normal');

function has(call: LineCall, ...switches: readonly string[]): boolean {
  return call.switches.some((each) => switches.includes(each));
}

const deletes: LineReader = (call) => {
  for (const operand of call.operands) {
    const path = linePath(operand);
    // Of a folder `del` deletes every file; with `/s` those of the folders below as well.
    deletePath(call.shell, path, has(call, '/s'));
  }
  return NOTHING;
};

const removes: LineReader = (call) => {
  for (const operand of call.operands)
    deletePath(call.shell, { ...linePath(operand), glob: false }, has(call, '/s'));
  return NOTHING;
};

const prints: LineReader = (call) => {
  const text = call.rest.text.replace(/^[.:,;=/([\]+\\ ]/, '');
  if (/^\s*(?:on|off)?\s*$/i.test(text)) return NOTHING;
  return { text: `${withoutCarets(text)}\n`, taint: call.rest.taint };
};

function withoutCarets(text: string): string {
  return text.includes('^') ? text.replaceAll(/\^([^\r\n])/g, '$1') : text;
}

const shows: LineReader = (call) =>
  call.operands.length === 0 && call.io.piped
    ? call.io.stdin
    : call.operands.reduce<Data>(
        (all, operand) => joined(all, readPath(call.shell, linePath(operand))),
        NOTHING,
      );

/** `copy`, `move`, `ren`, `mklink`: what was in the first is in the last. */
const carries: LineReader = (call) => {
  const { shell, name } = call;
  const paths = call.operands.map(linePath);
  const target = paths.length > 1 ? paths.at(-1) : undefined;
  const sources = target === undefined ? paths : paths.slice(0, -1);
  for (const source of sources) {
    const content = readQuietly(shell, source, true);
    const nowhere = target !== undefined && /^(?:nul|\/dev\/null)$/i.test(target.text);
    if (name === 'move' && (nowhere || leaves(source.text) || leaves(target?.text ?? '')))
      deletePath(shell, source, true);
    if (target !== undefined && !nowhere) writePath(shell, landing(shell, target, source), content);
  }
  return NOTHING;
};

function leaves(path: string): boolean {
  return /^(?:[A-Za-z]:|[\\/]|\.\.|\0)/.test(path);
}

const renames: LineReader = (call) => {
  const [from] = call.operands;
  if (from !== undefined) renamePath(call.shell, linePath(from));
  return NOTHING;
};

/** `mklink LINK TARGET`. */
const links: LineReader = (call) => {
  const [link, target] = call.operands.map(linePath);
  if (link === undefined) return NOTHING;
  if (target === undefined) writePath(call.shell, link, null);
  else
    makeLink(call.shell, target, link, (at) =>
      writePath(call.shell, at, readQuietly(call.shell, target, true)),
    );
  return NOTHING;
};

const makes: LineReader = (call) => {
  for (const operand of call.operands) makePath(call.shell, linePath(operand));
  return NOTHING;
};

const changesFolder: LineReader = (call) => {
  const { shell, operands } = call;
  const text = operands.map((operand) => operand.text).join(' ');
  if (text === '') return { text: `${shell.cwd}\n`, taint: 0 };
  const [first] = operands;
  if (first === undefined) return NOTHING;
  const folder = placeOf(shell, linePath({ ...first, text }).text).path;
  shell.cwd = folder.startsWith('/') || isWindowsPath(folder) ? folder : UNKNOWN;
  return NOTHING;
};

const forgetsFolder: LineReader = (call) => {
  call.shell.cwd = call.shell.reading.world.workspaceRoot;
  return NOTHING;
};

/** `set NAME=VALUE`, `set /p NAME=PROMPT`, `set /a NAME=EXPRESSION`. */
const sets: LineReader = (call) => {
  const { shell, rest, io } = call;
  const match = /^\s*(\/[ap]\s*)?(?:"(.*)"[^"]*|(.*))$/is.exec(rest.text);
  const text = match?.[2] ?? match?.[3] ?? '';
  const equals = text.indexOf('=');
  // Without a value it shows what there is.
  if (equals <= 0) return ENVIRONMENT;
  const name = text.slice(0, equals).trim().toUpperCase();
  const how = match?.[1]?.trim().toLowerCase();
  const given = withoutCarets(text.slice(equals + 1));
  const value: Data =
    how === '/p'
      ? {
          text: isKnown(io.stdin.text) && io.piped ? (io.stdin.text.split('\n')[0] ?? '') : UNKNOWN,
          taint: io.stdin.taint,
        }
      : how === '/a' && !/^\s*\d+\s*$/.test(given)
        ? SOMETHING
        : { text: given, taint: rest.taint };
  assign(shell, name, { values: [value], exported: true });
  readEnvironment([name], shell, call.evidence);
  return NOTHING;
};

/** `assoc`, `ftype`: which program a kind of file runs. */
const associates: LineReader = (call) => {
  if (call.rest.text.includes('='))
    call.shell.reading.sink.effect(ASSOCIATED, call.rest.text.trim(), call.evidence);
  return SOMETHING;
};

const setsClock: LineReader = (call) => {
  if (call.operands.length > 0) call.shell.reading.sink.effect(CLOCK, call.name, call.evidence);
  return SOMETHING;
};

const silent: LineReader = () => NOTHING;
const something: LineReader = () => SOMETHING;
/** Filters: what comes in or is named, in part. */
const filters: LineReader = (call) => {
  let taint = call.io.stdin.taint;
  const files = call.name === 'find' || call.name === 'findstr' ? call.operands.slice(1) : call.operands;
  for (const operand of files) taint |= readPath(call.shell, linePath(operand)).taint;
  return unknownData(taint);
};

/** Name of a reader. */
export type LineReaderName =
  | 'deletes'
  | 'removes'
  | 'prints'
  | 'shows'
  | 'carries'
  | 'renames'
  | 'links'
  | 'makes'
  | 'changesFolder'
  | 'forgetsFolder'
  | 'sets'
  | 'associates'
  | 'setsClock'
  | 'silent'
  | 'something'
  | 'filters';

/** Readers by what they are called in `tables/cmd.ts`. */
export const LINE_READERS: Readonly<Record<LineReaderName, LineReader>> = {
  deletes,
  removes,
  prints,
  shows,
  carries,
  renames,
  links,
  makes,
  changesFolder,
  forgetsFolder,
  sets,
  associates,
  setsClock,
  silent,
  something,
  filters,
};
