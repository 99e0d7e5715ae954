import { spawn, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

/** What a child process left. */
export interface ChildResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly lines: readonly string[];
  readonly errors: string;
}

/** A real second process that runs one of the programs in `children/`. */
export interface Child {
  readonly process: ChildProcess;
  /** Resolves with the first line that satisfies `matches`. */
  line(matches: (line: string) => boolean): Promise<string>;
  readonly ended: Promise<ChildResult>;
}

/** How a child is started. `prefix` is a program and arguments that run it. */
export interface ChildOptions {
  readonly prefix?: readonly string[];
  readonly uid?: number;
}

/** Starts a program of `children/` with arguments. */
export function startChild(name: string, args: readonly string[], options: ChildOptions = {}): Child {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const program = fileURLToPath(new URL(`children/${name}.ts`, import.meta.url));
  const command = [
    ...(options.prefix ?? []),
    process.execPath,
    '--import',
    tsx,
    '--conditions=@sentinel-agentos/source',
    program,
    ...args,
  ];
  const child = spawn(command[0] ?? '', command.slice(1), {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, HOME: '/tmp' },
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  });
  const lines: string[] = [];
  const waiting: (() => void)[] = [];
  let rest = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    lines.push(...parts);
    for (const wake of waiting.splice(0)) wake();
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => (errors += chunk));
  const ended = new Promise<ChildResult>((resolve) => {
    child.on('close', (code, signal) => {
      resolve({ code, signal, lines, errors });
      for (const wake of waiting.splice(0)) wake();
    });
  });
  return {
    process: child,
    ended,
    async line(matches) {
      for (;;) {
        const found = lines.find(matches);
        if (found !== undefined) return found;
        if (child.exitCode !== null || child.signalCode !== null) {
          throw new Error(`the child ended without the line: ${errors}`);
        }
        await new Promise<void>((resolve) => waiting.push(resolve));
      }
    },
  };
}
