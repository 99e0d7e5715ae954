import { dirname } from 'node:path';
import { runProgram } from './run-program.js';
import { TYPECHECK_PROGRAM } from './typecheck-program.js';
import type { ChangedFile } from '../changes/changed-files.js';
import type { LocalizedText } from '@sentinel-agentos/core';
import type { Problem } from '../problems/new-problems.js';

/** What is type-checked, and by which compiler. */
export interface TypecheckRun {
  /** Folder of a `typescript` package. */
  readonly compiler: string;
  /** A `tsconfig.json`. */
  readonly project: string;
  readonly files: readonly ChangedFile[];
  readonly signal: AbortSignal;
}

/** The errors of a project now and before the call; files whose earlier bytes are unknown are taken as they are. */
export type Typechecked =
  | { readonly status: 'checked'; readonly before: readonly Problem[]; readonly after: readonly Problem[] }
  | { readonly status: 'failed'; readonly reason: LocalizedText };

/** Type-checks a project twice in a process of its own; the second time only if it has errors now. */
export async function typecheck({ compiler, project, files, signal }: TypecheckRun): Promise<Typechecked> {
  const before = Object.fromEntries(
    files.flatMap((file) => {
      if (file.before.status === 'unknown') return [];
      const text = file.before.status === 'absent' ? null : Buffer.from(file.before.bytes).toString('utf8');
      return [[file.path, text]];
    }),
  );
  const ended = await runProgram({
    file: process.execPath,
    args: ['-e', TYPECHECK_PROGRAM],
    cwd: dirname(project),
    env: process.env,
    signal,
    input: Buffer.from(JSON.stringify({ compiler, project, before })),
  });
  switch (ended.status) {
    case 'not-started':
      return failed(ended.reason);
    case 'killed':
      return failed(ended.signal);
    case 'exited':
      return ended.code === 0 ? read(ended.stdout) : failed(ended.output.slice(-500));
  }
}

function read(text: string): Typechecked {
  try {
    const { before, after } = JSON.parse(text) as {
      readonly before: readonly Problem[];
      readonly after: readonly Problem[];
    };
    return { status: 'checked', before, after };
  } catch {
    return failed('its answer cannot be read');
  }
}

function failed(why: string): Typechecked {
  return {
    status: 'failed',
    reason: { en: `TypeScript could not be run: ${why}`, zh: `无法运行 TypeScript：${why}` },
  };
}
