/** What keys that have a name send to a terminal. */
const NAMED: ReadonlyMap<string, string> = new Map([
  ...['enter', 'return', 'kpenter'].map((name) => [name, '\r'] as const),
  ...['escape', 'esc'].map((name) => [name, '\u001B'] as const),
  ...['bspace', 'backspace'].map((name) => [name, '\u007F'] as const),
  ['tab', '\t'],
  ['space', ' '],
]);
/** Keys that move, erase or look back: to a reader they are all one movement. */
const MOVES: ReadonlySet<string> = new Set(
  'up down left right home end pageup pgup ppage pagedown pgdn npage insert ic delete del dc btab'.split(' '),
);
const MOVED = '\u001B[A';

/** What a list of keys types, as the host sends it: an unknown name is typed as it stands. */
export function keyText(keys: readonly string[]): string {
  return keys.map((key) => oneKey(key.trim())).join('');
}

function oneKey(token: string): string {
  if (token.length === 2 && token.startsWith('^')) {
    const control = controlOf(token.charAt(1));
    if (control !== null) return control;
  }
  const [modifiers = ''] = /^(?:[cms]-(?=.))*/iu.exec(token) ?? [];
  const base = token.slice(modifiers.length);
  const name = base.toLowerCase();
  if (MOVES.has(name) || /^(?:f\d{1,2}|kp.)$/u.test(name)) return MOVED;
  const named = NAMED.get(name);
  const alt = /m-/iu.test(modifiers) ? '\u001B' : '';
  if (named !== undefined) return `${alt}${named}`;
  if (base.length !== 1) return base;
  const control = /c-/iu.test(modifiers) ? controlOf(base) : null;
  return `${alt}${control ?? (/s-/iu.test(modifiers) ? base.toUpperCase() : base)}`;
}

function controlOf(char: string): string | null {
  if (char === '?') return '\u007F';
  const code = char.toUpperCase().codePointAt(0) ?? 0;
  return code >= 64 && code <= 95 ? String.fromCodePoint(code & 31) : null;
}
