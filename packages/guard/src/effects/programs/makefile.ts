import { isKnown, type Data } from '../shell/data.js';
import { readQuietly } from '../shell/file-acts.js';
import { UNCONNECTED } from '../shell/io.js';
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
  const given = valueOfOption(invocation, '-f --file --makefile');
  const names = given === null ? ['GNUmakefile', 'makefile', 'Makefile'] : [given.text];
  for (const text of names) {
    if (text === '-' || shell.files.size === 0) continue;
    const content = readQuietly(shell, { text, taint: 0, glob: false, evidence });
    if (!isKnown(content.text)) continue;
    let lines = 0;
    for (const match of content.text.matchAll(RECIPE)) {
      lines += 1;
      if (lines > MAX_LINES) break;
      shell.reading.engine.text({ text: match[1] ?? '', taint: content.taint }, shell, UNCONNECTED, evidence);
    }
  }
  return undefined;
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
