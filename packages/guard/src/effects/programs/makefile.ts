import { isKnown, Taint, type Data } from '../shell/data.js';
import { placeOf, readQuietly } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import { lookUp } from '../shell/shell-state.js';
import { readHeld } from '../settings/read-held.js';
import { variableOf } from '../tables/environment-variables.js';
import { valueOfOption, type Invocation } from './invocation.js';

/** A line of a recipe, or a command behind the `;` of its rule. */
const RECIPE = /^(?:\t|[^\s#:=;][^\n:=;]{0,200}:[^=\n;]{0,200};)[-@+ \t]{0,9}(\S[^\n]*)$/gm;
const MAX_LINES = 64;

/** `make`: the recipes of a makefile that this very call writes are read; any other is the project's own code. */
export function readMakefile(invocation: Invocation): Data | undefined {
  const { shell, evidence } = invocation;
  readVariables(invocation);
  for (const name of ['MAKEFLAGS', 'GNUMAKEFLAGS'])
    for (const value of lookUp(shell, name)?.values ?? []) readFlags(value, invocation);
  const given = valueOfOption(invocation, '-f --file --makefile');
  const names = given === null ? ['GNUmakefile', 'makefile', 'Makefile'] : [given.text];
  for (const text of names) {
    if (text === '-' || (shell.files.size === 0 && given === null)) continue;
    const word = { text, taint: 0, glob: false, evidence };
    const content = readQuietly(shell, word);
    if (!isKnown(content.text) || content.text === '') {
      // A makefile of somebody else's is code of somebody else's.
      const fetched = shell.files.get(placeOf(shell, text).path)?.taint ?? 0;
      if (given !== null || (fetched & Taint.download) !== 0)
        shell.reading.engine.file(word, content, shell, evidence);
      continue;
    }
    let lines = 0;
    for (const match of content.text.matchAll(RECIPE)) {
      lines += 1;
      if (lines > MAX_LINES) break;
      shell.reading.engine.text({ text: match[1] ?? '', taint: content.taint }, shell, UNCONNECTED, evidence);
    }
  }
  return undefined;
}

/** `--eval=TEXT` among the flags that the environment holds: what its `$(shell …)` runs. */
function readFlags({ text, taint }: Data, { shell, evidence }: Invocation): void {
  if (!text.includes('--eval')) return;
  for (const match of text.slice(0, 8192).matchAll(/\$\(shell\s+([^)]*)/g))
    shell.reading.engine.text({ text: match[1] ?? '', taint }, shell, UNCONNECTED, evidence);
}

/** `make CC=clang SHELL=/bin/bash`: what a makefile would start. */
function readVariables({ operands, shell }: Invocation): void {
  for (const operand of operands) {
    const [, name = '', text] = /^([\w.]+)[:+?]?=([\s\S]*)$/.exec(operand.text) ?? [];
    const held = name === 'SHELL' ? ({ holds: 'shell' } as const) : variableOf(name);
    if (text === undefined || held === undefined) continue;
    readHeld(held, { name, value: { text, taint: operand.taint }, shell, evidence: operand.evidence });
  }
}
