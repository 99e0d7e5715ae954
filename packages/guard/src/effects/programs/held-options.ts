import { readHeld } from '../settings/read-held.js';
import { variableOf } from '../tables/environment-variables.js';
import { loadCode } from './loaded-code.js';
import type { Data } from '../shell/data.js';
import type { Invocation } from './invocation.js';
import { readWrittenCode } from './written-code.js';

/** Options that a program takes from a variable too: given as arguments they mean the same. */
export function readHeldOptions(variable: string, { args, shell }: Invocation): void {
  const held = variableOf(variable);
  if (held === undefined) return;
  for (const [index, { text, taint, evidence }] of args.entries()) {
    if (!text.startsWith('-')) continue;
    const name = text.split(/[=:]/, 1)[0] ?? text;
    const next = name === text ? args[index + 1] : undefined;
    const value = {
      text: next === undefined ? text : `${text} ${next.text}`,
      taint: taint | (next?.taint ?? 0),
    };
    readHeld(held, { name, value, shell, evidence });
  }
}

/** `php -d auto_prepend_file=FILE`: a file or a library that is loaded before the script. */
export function readPhpSettings({ options, shell }: Invocation): void {
  for (const { name, value } of options) {
    if (name !== '-d' || value === null) continue;
    const file = /^(?:auto_(?:pre|ap)pend_file|(?:zend_)?extension|opcache\.preload)=([\s\S]+)/.exec(
      value.text,
    );
    if (file !== null) loadCode({ ...value, text: file[1] ?? '' }, shell, value.evidence);
  }
}

/** `go build -toolexec=PROGRAM`: options that `GOFLAGS` may hold as well. */
export function readGoCode(invocation: Invocation): Data | undefined {
  readHeldOptions('GOFLAGS', invocation);
  return readWrittenCode(invocation);
}
