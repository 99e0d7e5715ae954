import { cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { traced, placesBelow, type CallPlace, type Traced } from '../auditing/strace.js';
import { acknowledgedIn, remembered } from './crash-acknowledged.js';

/** What came of calls to the system that failed, or were the last that a writer made. */
export interface Faults {
  readonly cases: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly broken: readonly string[];
}

/** How faults are made. */
export interface FaultOptions {
  readonly program: string;
  readonly root: string;
  readonly store: 'journal' | 'sqlite';
  readonly records: number;
  /** No more cases than this, spread over all that there are. */
  readonly most: number;
}

const FAULTS = ['EIO', 'ENOSPC', 'KILL'] as const;
const LANES = 2;

/**
 * Every call by which a writer touches the files of a memory fails once with each error, and is once the last thing
 * that it does, on a memory that holds something already.
 */
export async function injectFaults(options: FaultOptions): Promise<Faults> {
  const { store, records, most } = options;
  const lost: string[] = [];
  const broken: string[] = [];
  let cases = 0;
  let acknowledged = 0;

  const lane = async (number: number): Promise<void> => {
    const folder = join(options.root, `lane-${number}`);
    const place = join(folder, 'memory');
    mkdirSync(folder);
    const run = (name: string, inject: string | null): Promise<Traced> => {
      const args = [options.program, place, store, name, String(records), 'honest'];
      return traced(args, join(folder, 'strace'), inject);
    };
    const before = await run('before', null);
    cpSync(place, join(folder, 'prepared'), { recursive: true });
    const fresh = (): void => {
      rmSync(place, { recursive: true, force: true });
      cpSync(join(folder, 'prepared'), place, { recursive: true });
    };
    fresh();
    const { log } = await run('case', null);
    const all = placesBelow(place, log).flatMap((at) => FAULTS.map((fault) => ({ at, fault })));
    const every = Math.max(1, Math.ceil(all.length / most));
    for (const [index, { at, fault }] of all.filter((_, index) => index % every === 0).entries()) {
      if (index % LANES !== number) continue;
      fresh();
      const how = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
      const { stdout, signal, log: noted } = await run('case', `${at.call}:${how}:when=${at.nth}`);
      if (!isHit(fault, signal, noted, place)) continue;
      cases += 1;
      acknowledged += acknowledgedIn(stdout).length;
      const found = remembered(place, store, [before.stdout, stdout]);
      const title = `${fault} at ${titleOf(at, place)}`;
      lost.push(...found.lost.map((one) => `${title}: ${one}`));
      if (found.broken !== null) broken.push(`${title}: ${found.broken}`);
    }
  };
  await Promise.all(Array.from({ length: LANES }, (_, number) => lane(number)));
  return { cases, acknowledged, lost, broken };
}

function isHit(fault: string, signal: string | null, log: readonly string[], place: string): boolean {
  if (fault === 'KILL') return signal === 'SIGKILL';
  return log.find((line) => line.includes('(INJECTED)'))?.includes(place) ?? false;
}

function titleOf({ call, nth, line }: CallPlace, place: string): string {
  return `${call} ${nth}: ${line
    .replace(/^[0-9]+ +/, '')
    .replaceAll(`${place}/`, '')
    .slice(0, 100)}`;
}
