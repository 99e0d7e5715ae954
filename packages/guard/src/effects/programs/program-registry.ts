import { PROGRAM_TABLES } from '../tables/all-tables.js';
import { SHELL_ESCAPES } from '../tables/shell-escapes.js';
import { compileRow, type Program } from './argument-parser.js';
import type { EscapeRow } from './program-escape.js';
import type { ProgramRow } from './program-row.js';
import { OTHER_PROGRAM } from './unlisted.js';

/** What the tables say about one name; compiled when the name is first met, because most of them never are. */
interface Entry {
  readonly row: ProgramRow;
  escapes: EscapeRow | null;
  program: Program | null;
}

/** Filled at the first look: importing a package does no work. */
const entries = new Map<string, Entry>();

function indexTables(): void {
  for (const table of PROGRAM_TABLES) {
    for (const [names, row] of Object.entries(table)) {
      for (const name of names.split(' ')) entries.set(name, { row, escapes: null, program: null });
    }
  }
  for (const [names, escapes] of SHELL_ESCAPES.flatMap((table) => Object.entries(table))) {
    for (const name of names.split(' ')) {
      const entry = entries.get(name);
      if (entry === undefined) entries.set(name, { row: { effect: OTHER_PROGRAM }, escapes, program: null });
      else entry.escapes = escapes;
    }
  }
}

function programNamed(name: string): Program | undefined {
  if (entries.size === 0) indexTables();
  const entry = entries.get(name);
  if (entry === undefined) return undefined;
  entry.program ??= { ...compileRow(entry.row), escapes: entry.escapes };
  return entry.program;
}

/** Longest name that is looked up; no program has a longer one. */
const MAX_NAME = 128;

/**
 * Finds a program by its name. Case, `.exe` and version suffixes are forgiven, because file systems and
 * distributions forgive them: `RM`, `bash.exe` and `python3.12` are what they look like.
 */
export function findProgram(name: string): Program | undefined {
  const exact = programNamed(name);
  if (exact !== undefined || name.length > MAX_NAME) return exact;
  const lower = name.toLowerCase().replace(/\.(?:exe|cmd|com)$/, '');
  const base = lower.replace(/[-.]?\d[\d.]*$/, '');
  const dot = lower.indexOf('.');
  return (
    programNamed(lower) ??
    (base === '' ? undefined : programNamed(base)) ??
    (dot > 0 ? programNamed(`${lower.slice(0, dot)}.*`) : undefined)
  );
}
