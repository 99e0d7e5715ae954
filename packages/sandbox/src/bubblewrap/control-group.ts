import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { SandboxLimits } from '../policy/sandbox-policy.js';

const MB = 1_048_576;
const CPU_PERIOD_US = 100_000;
const PREFIX = 'sentinel-agentos-';

/** A control group made for one run. Null limits are not enforced by it. */
export interface ControlGroup {
  /** A process of one thread that writes `0` to each of these is in the group, with all that it starts. */
  readonly entrances: readonly string[];
  readonly memoryMb: number | null;
  readonly cpus: number | null;
  readonly pids: number | null;
  /** Whether the kernel ended a process of the group for want of memory. */
  ranOutOfMemory(): boolean;
  /** Once no process is left in it. */
  remove(): Promise<void>;
}

type Controller = 'memory' | 'pids' | 'cpu';
type Folders = Partial<Record<Controller, string>>;

/** Files to write, in order, and their content; the first that is there decides whether the limit holds. */
const FILES: Readonly<Record<Controller, (limits: SandboxLimits) => readonly (readonly [string, string])[]>> =
  {
    memory: ({ memoryMb }) => [
      ['memory.max', String(memoryMb * MB)],
      ['memory.swap.max', '0'],
      ['memory.limit_in_bytes', String(memoryMb * MB)],
      ['memory.memsw.limit_in_bytes', String(memoryMb * MB)],
    ],
    pids: ({ pids }) => [['pids.max', String(pids)]],
    cpu: ({ cpus }) => [
      ['cpu.max', `${Math.round(cpus * CPU_PERIOD_US)} ${CPU_PERIOD_US}`],
      ['cpu.cfs_quota_us', String(Math.round(cpus * CPU_PERIOD_US))],
    ],
  };

function attempt(action: () => void): boolean {
  try {
    action();
    return true;
  } catch {
    return false;
  }
}

/** Where groups may be made: the folder of this process's own group, for each controller. */
function ownFolders(): Folders {
  const own = new Map<string, string>();
  for (const line of readFileSync('/proc/self/cgroup', 'utf8').trim().split('\n')) {
    const [, controllers = '', place = '/'] = /^\d+:([^:]*):(.*)$/.exec(line) ?? [];
    for (const controller of controllers.split(',')) own.set(controller, place);
  }
  const folders: Folders = {};
  for (const line of readFileSync('/proc/self/mountinfo', 'utf8').trim().split('\n')) {
    const [mount = '', system = ''] = line.split(' - ');
    const [, , , root = '', point = ''] = mount.split(' ');
    const [type, , options = ''] = system.split(' ');
    for (const controller of ['memory', 'pids', 'cpu'] as const) {
      const unified = type === 'cgroup2';
      if (!unified && !(type === 'cgroup' && options.split(',').includes(controller))) continue;
      // The older hierarchy wins where both are mounted: it then has the controllers.
      if (unified && folders[controller] !== undefined) continue;
      const place = path.join(point, path.relative(root, own.get(unified ? '' : controller) ?? '/'));
      if (existsSync(place)) folders[controller] = place;
    }
  }
  return folders;
}

function limit(folder: string, files: readonly (readonly [string, string])[]): boolean {
  const present = files.filter(([name]) => existsSync(path.join(folder, name)));
  const [decisive, ...rest] = present;
  if (decisive === undefined) return false;
  const write = ([name, text]: readonly [string, string]): boolean =>
    attempt(() => writeFileSync(path.join(folder, name), text));
  const holds = write(decisive);
  rest.forEach(write);
  return holds;
}

function killedCount(folder: string | undefined): number {
  for (const name of ['memory.events', 'memory.oom_control']) {
    try {
      const said = readFileSync(path.join(folder ?? '', name), 'utf8');
      return Number(/^oom_kill (\d+)/m.exec(said)?.[1] ?? 0);
    } catch {
      // Only one of the two is there.
    }
  }
  return 0;
}

async function remove(folders: readonly string[]): Promise<void> {
  // A process that was just ended keeps its group busy until the kernel has cleaned it up.
  for (let tries = 0; tries < 50; tries++) {
    const left = folders.filter((folder) => existsSync(folder) && !attempt(() => rmdirSync(folder)));
    if (left.length === 0) return;
    await wait(10);
  }
}

/**
 * In the older hierarchy a thread may move itself alone, for which the kernel need not wait until nobody else starts
 * or ends one. Who enters has one thread.
 */
function entrance(folder: string): string {
  const thread = path.join(folder, 'tasks');
  return existsSync(thread) ? thread : path.join(folder, 'cgroup.procs');
}

let made = 0;

/** Makes a group below that of this process. Null where none of its limits could be had. */
export function makeControlGroup(limits: SandboxLimits): ControlGroup | null {
  const own = ownFolders();
  const name = `${PREFIX}${process.pid}-${made++}`;
  const folders = new Set<string>();
  const holds: Partial<Record<Controller, string>> = {};
  for (const controller of ['memory', 'pids', 'cpu'] as const) {
    const parent = own[controller];
    if (parent === undefined) continue;
    const folder = path.join(parent, name);
    // Where only groups without processes pass controllers on, this is refused, and the limit cannot be had.
    attempt(() => writeFileSync(path.join(parent, 'cgroup.subtree_control'), `+${controller}`));
    if (!folders.has(folder) && !attempt(() => mkdirSync(folder))) continue;
    folders.add(folder);
    if (limit(folder, FILES[controller](limits))) holds[controller] = folder;
  }
  const used = [...new Set(Object.values(holds))];
  const unused = [...folders].filter((folder) => !used.includes(folder));
  for (const folder of unused) attempt(() => rmdirSync(folder));
  if (used.length === 0) return null;
  return {
    entrances: used.map(entrance),
    memoryMb: holds.memory === undefined ? null : limits.memoryMb,
    cpus: holds.cpu === undefined ? null : limits.cpus,
    pids: holds.pids === undefined ? null : limits.pids,
    ranOutOfMemory: () => killedCount(holds.memory) > 0,
    remove: () => remove(used),
  };
}

/** Removes the groups of processes that ended without doing so, and what was left in them half started. */
export function removeLeftGroups(): void {
  for (const parent of new Set(Object.values(ownFolders()))) {
    for (const name of readdirSync(parent).filter((entry) => entry.startsWith(PREFIX))) {
      const owner = Number(name.slice(PREFIX.length).split('-', 1)[0]);
      if (existsSync(`/proc/${owner}`)) continue;
      const folder = path.join(parent, name);
      attempt(() => {
        for (const pid of readFileSync(path.join(folder, 'cgroup.procs'), 'utf8').split('\n')) {
          if (Number(pid) > 0) process.kill(Number(pid), 'SIGKILL');
        }
      });
      attempt(() => rmdirSync(folder));
    }
  }
}
