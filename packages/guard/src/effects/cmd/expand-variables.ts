import { UNKNOWN } from '../paths/locate.js';
import { capped, isKnown, Taint, type Data } from '../shell/data.js';
import { LIMITS } from '../shell/limits.js';
import type { Shell } from '../shell/shell-state.js';
import { windowsVariable } from '../shell/windows-environment.js';

/** A text with variables replaced, and which parts of it variables held. */
export interface Expanded {
  readonly text: string;
  readonly ranges: readonly { readonly start: number; readonly end: number; readonly taint: number }[];
}

/** Variables that one line may name. */
const MAX_RANGES = 512;

const REFERENCE =
  /%%?~?([A-Za-z]*?)([A-Za-z])(?!\w|%|:~|:[^%\s\\]{0,40}=[^%\s]{0,40}%)|%%?~([a-z$]*)(\d)|%(\d|\*)|%([^%\s=&|<>"][^%\r\n=&|<>"]{0,100}?)(?::([^%\r\n]{1,200}))?%|%%|!([^!\s=&|<>"%][^!\r\n=&|<>"]{0,100}?)(?::([^!\r\n]{1,200}))?!/g;

/** Replaces `%name%`, `!name!`, loop variables and arguments. What is not known is unknown. */
export function expandVariables(text: string, loops: ReadonlyMap<string, Data>, shell: Shell): Expanded {
  if (!/[%!]/.test(text)) return { text, ranges: [] };
  const ranges: { start: number; end: number; taint: number }[] = [];
  let result = '';
  let at = 0;
  for (const match of text.matchAll(REFERENCE)) {
    if (ranges.length >= MAX_RANGES || result.length > LIMITS.value) {
      const at = shell.origin ?? { param: shell.param, start: 0, end: shell.length };
      shell.reading.sink.finding('shell.too-large', at);
      return { text: capped(result) + UNKNOWN, ranges };
    }
    const value = valueOf(match, loops, shell);
    if (value === null) continue;
    result += text.slice(at, match.index);
    const start = result.length;
    result += value.text;
    ranges.push({ start, end: result.length, taint: value.taint });
    at = match.index + match[0].length;
  }
  return { text: capped(result + text.slice(at)), ranges };
}

function valueOf(match: RegExpExecArray, loops: ReadonlyMap<string, Data>, shell: Shell): Data | null {
  const [whole, , loop, argumentModifiers, , argument, name, change, delayed, delayedChange] = match;
  if (loop !== undefined) {
    const value = loops.get(loop) ?? loops.get(loop.toLowerCase());
    // `%x` that no loop sets may yet be the beginning of `%x%`.
    return value ?? null;
  }
  if (argumentModifiers !== undefined) return { text: './', taint: 0 };
  if (argument !== undefined) return { text: UNKNOWN, taint: 0 };
  if (whole === '%%') return { text: '%', taint: 0 };
  const variable = name ?? delayed;
  if (variable === undefined) return null;
  const value = windowsVariable(variable, shell);
  // `!x!` is replaced only where that was asked for: a line that is handed on may do it.
  if (name === undefined && (value.taint & Taint.unset) !== 0) return null;
  return changed(value, change ?? delayedChange);
}

/** `:~from,count` and `:search=replacement` after a name. */
function changed(value: Data, change: string | undefined): Data {
  if (change === undefined) return value;
  const slice = /^~(-?\d{1,5})?(?:,(-?\d{1,5}))?$/.exec(change);
  if (slice !== null) {
    if (!isKnown(value.text)) return { text: UNKNOWN, taint: value.taint | Taint.decoded };
    const from = Number(slice[1] ?? 0);
    const begin = from < 0 ? Math.max(0, value.text.length + from) : from;
    const count = slice[2] === undefined ? undefined : Number(slice[2]);
    const end = count === undefined ? undefined : count < 0 ? value.text.length + count : begin + count;
    return { text: value.text.slice(begin, end), taint: value.taint };
  }
  const equals = change.indexOf('=');
  const search = change.slice(0, equals);
  if (equals <= 0 || !isKnown(value.text) || search.startsWith('*'))
    return { text: UNKNOWN, taint: value.taint | Taint.decoded };
  const replacement = change.slice(equals + 1);
  return { text: withoutCase(value.text, search, replacement), taint: value.taint };
}

function withoutCase(text: string, search: string, replacement: string): string {
  const lower = text.toLowerCase();
  const wanted = search.toLowerCase();
  let result = '';
  let at = 0;
  for (let hit = lower.indexOf(wanted); hit >= 0; hit = lower.indexOf(wanted, at)) {
    result += text.slice(at, hit) + replacement;
    at = hit + wanted.length;
  }
  return result + text.slice(at);
}
