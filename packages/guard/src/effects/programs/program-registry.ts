import { shape } from '../effect-shape.js';
import { PROGRAM_TABLES } from '../tables/all-tables.js';
import { SHELL_ESCAPES } from '../tables/shell-escapes.js';
import { compileRow, type Program } from './argument-parser.js';

/** A program of which nothing but its ways out is known. */
const OTHER_PROGRAM = shape('process.spawn', 'workspace', 'hard', 'normal');

const PROGRAMS: ReadonlyMap<string, Program> = compileTables();

function compileTables(): Map<string, Program> {
  const programs = new Map<string, Program>();
  for (const table of PROGRAM_TABLES) {
    for (const [names, row] of Object.entries(table)) {
      const program = compileRow(row);
      for (const name of names.split(' ')) programs.set(name, program);
    }
  }
  for (const [names, escapes] of Object.entries(SHELL_ESCAPES)) {
    for (const name of names.split(' ')) {
      programs.set(name, { ...(programs.get(name) ?? compileRow({ effect: OTHER_PROGRAM })), escapes });
    }
  }
  return programs;
}

/** Longest name that is looked up; no program has a longer one. */
const MAX_NAME = 128;

/**
 * Finds a program by its name. Case, `.exe` and version suffixes are forgiven, because file systems and
 * distributions forgive them: `RM`, `bash.exe` and `python3.12` are what they look like.
 */
export function findProgram(name: string): Program | undefined {
  const exact = PROGRAMS.get(name);
  if (exact !== undefined || name.length > MAX_NAME) return exact;
  const lower = name.toLowerCase().replace(/\.(?:exe|cmd|com)$/, '');
  const base = lower.replace(/[-.]?\d[\d.]*$/, '');
  const dot = lower.indexOf('.');
  return (
    PROGRAMS.get(lower) ??
    (base === '' ? undefined : PROGRAMS.get(base)) ??
    (dot > 0 ? PROGRAMS.get(`${lower.slice(0, dot)}.*`) : undefined)
  );
}
