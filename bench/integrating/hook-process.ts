import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { eventsOf } from './hooks-door.js';
import { median, round } from '../measuring/statistics.js';

/** Medians of milliseconds from the start of a process to its end. */
export interface HookProcess {
  /** The command line's hook for the event before a call, and for the one after it. */
  readonly before: number;
  readonly after: number;
  /** A process of Node that does nothing. */
  readonly node: number;
}

const PROGRAM = fileURLToPath(new URL('../../packages/cli/dist/main.js', import.meta.url));

/** Hooks as Claude Code starts them, from the build; null where there is none. */
export function measureHookProcess(folder: string, rounds: number): HookProcess | null {
  if (!existsSync(PROGRAM)) return null;
  // A workspace and a home of their own: these processes do not have the keys of the ones measured beside them.
  const own = mkdtempSync(join(folder, 'hook-processes-'));
  const [workspace, home] = [join(own, 'workspace'), join(own, 'home')];
  mkdirSync(workspace);
  mkdirSync(home);
  const took = { before: [] as number[], after: [] as number[], node: [] as number[] };
  for (let turn = -1; turn < rounds; turn++) {
    const [before, after] = eventsOf(`process-${turn}`, workspace).map((event) => JSON.stringify(event));
    const command = [PROGRAM, 'hook', '--workspace', workspace];
    const one = {
      node: timed(home, ['--eval', '0'], ''),
      before: timed(home, command, before ?? ''),
      after: timed(home, command, after ?? ''),
    };
    if (turn < 0) continue;
    took.node.push(one.node);
    took.before.push(one.before);
    took.after.push(one.after);
  }
  return {
    before: round(median(took.before)),
    after: round(median(took.after)),
    node: round(median(took.node)),
  };
}

function timed(home: string, args: readonly string[], input: string): number {
  const env = { ...process.env, NODE_OPTIONS: '', HOME: home };
  const start = performance.now();
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: home, input, encoding: 'utf8', env });
  const took = performance.now() - start;
  if (status !== 0) throw new Error(stderr);
  return took;
}
