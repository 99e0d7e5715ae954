import type { Held } from '../settings/holding.js';
import { readHeld } from '../settings/read-held.js';
import type { Data, Field } from '../shell/data.js';
import { packageSettingOf } from '../tables/package-settings.js';
import type { Invocation } from './invocation.js';
import { noteSource } from './package-sources.js';

const VERB = /^(?:set|add)$/;
/** `NAME=VALUE` in one word; an option as a value is none. */
const PAIR = /^(?!-)([\w@:/.-]{1,200})=([\s\S]*)$/;
/** Options of the command itself: where the setting is kept. */
const FLAG = /^(?:-[gLHU]|--(?:global|local|user|site|home|set|append|json|location(?:=.*)?))$/;
const SHOWS = /^(?:get|list|ls|delete|unset|edit|debug|fix|locations)$/;

/** `npm config set NAME VALUE`, `NAME=VALUE`, `bundle config NAME VALUE`: what stays for every later call. */
export function readPackageSettings(invocation: Invocation): Data | undefined {
  const given = invocation.args.filter(({ text }) => !FLAG.test(text));
  const [first] = given;
  if (first !== undefined && SHOWS.test(first.text)) return undefined;
  const words = first !== undefined && VERB.test(first.text) ? given.slice(1) : given;
  let before: Held | undefined;
  for (const [index, word] of words.entries()) {
    const [, name, value = ''] = PAIR.exec(word.text) ?? [];
    const held = name === undefined ? before : readPair(name, { ...word, text: value }, invocation, true);
    if (held === undefined) noteSource(invocation, word.text);
    const next = words[index + 1];
    // `conda config --set NAME VALUE` has its first name as the option's own.
    before =
      name !== undefined || next === undefined ? undefined : readPair(word.text, next, invocation, true);
  }
  return undefined;
}

/** `npm --script-shell=/tmp/sh test`: any setting may be given as an option, for this call. */
export function readPackageOptions({ args, ...invocation }: Invocation): undefined {
  for (let i = 0; i < args.length; i += 1) {
    const arg = args[i];
    // What follows belongs to the script.
    if (arg === undefined || arg.text === '--') break;
    const match = /^--([\w.-]+)(?:=([\s\S]*))?$/.exec(arg.text);
    if (match === null) continue;
    const value = match[2] === undefined ? args[i + 1] : { ...arg, text: match[2] };
    if (value !== undefined) readPair(match[1] ?? '', value, { ...invocation, args }, false);
  }
  return undefined;
}

function readPair(name: string, value: Field, invocation: Invocation, kept: boolean): Held | undefined {
  const held = packageSettingOf(name);
  if (held === undefined) return undefined;
  const { shell, evidence } = invocation;
  readHeld(held, { name, value, shell, evidence, kept });
  return held;
}
