import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'tsup';

export interface Child {
  readonly process: ChildProcess;
  /** Complete lines on its standard output so far. */
  lines(): string[];
  errors(): string;
  readonly closed: Promise<{ readonly code: number | null; readonly signal: string | null }>;
}

export interface WriterProgram {
  /** Starts the program as a process of its own, under another program when one is given. */
  start(args: readonly string[], under?: readonly string[]): Child;
  remove(): void;
}

/** Bundles `writer-program.ts`, inside of this package so that it finds the native module. */
export async function buildWriterProgram(): Promise<WriterProgram> {
  const folder = fileURLToPath(
    new URL(`../../node_modules/.writer-program-${process.pid}/`, import.meta.url),
  );
  await build({
    entry: [fileURLToPath(new URL('writer-program.ts', import.meta.url))],
    outDir: folder,
    format: 'esm',
    config: false,
    silent: true,
    noExternal: [/^@sentinel-agentos/],
    esbuildOptions(options) {
      options.conditions = ['@sentinel-agentos/source'];
    },
  });
  const program = join(folder, 'writer-program.js');
  return {
    start(args, under = []) {
      const [command = '', ...rest] = [...under, process.execPath, program, ...args];
      return follow(spawn(command, rest, { stdio: ['ignore', 'pipe', 'pipe'] }));
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function follow(child: ReturnType<typeof spawn>): Child {
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const closed = once(child, 'close').then(([code, signal]) => ({
    code: code as number | null,
    signal: signal as string | null,
  }));
  return { process: child, lines: () => output.split('\n').slice(0, -1), errors: () => errors, closed };
}
