import { isAbsolute, relative } from 'node:path';
import type { Problem } from './new-problems.js';

const SHOWN = 10;
const SHOWN_CHARACTERS = 300;

/** The first problems, one a line: `src/a.ts:3 no-undef: 'x' is not defined`. */
export function listProblems(problems: readonly Problem[], folder: string): string {
  const lines = problems.slice(0, SHOWN).map(({ file, rule, message, line }) => {
    const place = isAbsolute(file) ? relative(folder, file) : file;
    const at = place === '' ? '' : `${place}${line === null ? '' : `:${line}`} `;
    return `${at}${rule}: ${message}`.replaceAll(/\s+/g, ' ').slice(0, SHOWN_CHARACTERS);
  });
  const more = problems.length - lines.length;
  return [...lines, ...(more > 0 ? [`… ${more}`] : [])].join('\n');
}
