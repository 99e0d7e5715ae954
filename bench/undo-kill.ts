import { chownSync, cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProgram } from './auditing/bundle-program.js';
import { hasStrace, placesBelow } from './auditing/strace.js';
import { round } from './measuring/statistics.js';
import { CALL_ID, empty } from './undoing/undo-scenario.js';
import {
  isOfInterest,
  run,
  tryFault,
  undoAgain,
  WRONGS,
  type Fault,
  type Lane,
  type Program,
  type Verdict,
} from './undoing/cut-off.js';

/**
 * A rollback of a call that changed files in every way is ended (SIGKILL) at each of its system calls in turn, and
 * each of them fails once with each error. Then it is undone again by another process: the tree must be byte for byte
 * what it was before the call, the user's edits must be there with our copies beside them once, nothing else may be
 * left over, and undoing the undo must lead back. After an error the report must name what is not back. The control
 * copies a backup over the workspace. Needs strace. Run by root, it does all this as another user, for whom closed
 * folders are closed. Ends with code 1 when anything of this fails, or the control is not caught.
 */
const { values } = parseArgs({
  options: {
    /** Every how many places are tried. */
    every: { type: 'string', default: '1' },
    'control-every': { type: 'string', default: '20' },
    faults: { type: 'string', default: 'KILL,EIO,ENOSPC,EACCES' },
    lanes: { type: 'string', default: '2' },
    show: { type: 'string', default: '40' },
    /** User and group number for whom it runs when root runs it. */
    user: { type: 'string', default: '65534' },
    dir: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
  },
});
const faults = values.faults.split(',') as Fault[];

interface Found {
  readonly title: string;
  readonly call: string;
  readonly fault: Fault;
  readonly verdict: Verdict | null;
}

async function sweep(lanes: readonly Lane[], program: Program, every: number): Promise<Found[]> {
  const found = lanes.map(async (lane, number) => {
    const { stdout, log } = await run(lane, program);
    if (program.endsWell && /"(?:failed|thrown)"/.test(stdout))
      throw new Error(`it fails without a fault: ${stdout}`);
    const cases = placesBelow(lane.place, log)
      .flatMap((at) => faults.map((fault) => ({ at, fault })))
      .filter(({ at, fault }) => isOfInterest(at.call, fault))
      .filter((_, index) => index % every === 0);
    const ofLane: Found[] = [];
    for (const [index, { at, fault }] of cases.entries()) {
      if (index % lanes.length !== number) continue;
      const what = at.line.replace(/^[0-9]+ +/, '').replaceAll(`${lane.place}/`, '');
      const verdict = await tryFault(lane, program, at, fault);
      const title = `${fault} at ${at.call} ${at.nth}: ${what.slice(0, 120)}`;
      ofLane.push({ title, call: at.call, fault, verdict });
    }
    return ofLane;
  });
  return (await Promise.all(found)).flat();
}

/** Cases by how they ended, and those in which something went wrong by what it was. */
function tally(found: readonly Found[]): Record<string, number> {
  const tried = found.flatMap(({ verdict }) => verdict ?? []);
  const right = tried.filter((verdict) => WRONGS.every((what) => verdict[what].length === 0));
  const wrongs = WRONGS.map((what): [string, number] => [
    what,
    tried.filter((verdict) => verdict[what].length > 0).length,
  ]);
  return {
    injected: tried.length,
    right: right.length,
    wrong: tried.length - right.length,
    notHit: found.length - tried.length,
    ...Object.fromEntries(wrongs),
  };
}

/** A program as one file in a folder that an ordinary user may read. */
async function standalone(source: URL, folder: string): Promise<string> {
  const bundle = await bundleProgram(source);
  const own = join(folder, basename(bundle.file, '.mjs'));
  cpSync(dirname(bundle.file), own, { recursive: true });
  bundle.remove();
  return join(own, basename(bundle.file));
}

/** For root nothing is closed. There is no way back. */
function becomeOrdinary(user: number, folder: string): void {
  if (process.getuid?.() !== 0 || user === 0) return;
  chownSync(folder, user, user);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), user, user);
  process.setgroups?.([user]);
  process.setgid?.(user);
  process.setuid?.(user);
}

if (!hasStrace()) {
  console.log(JSON.stringify({ skipped: 'no strace' }));
} else {
  const begin = performance.now();
  const root = mkdtempSync(join(values.dir, 'bench-undo-kill-'));
  const undoing = await standalone(new URL('undoing/undoing-program.ts', import.meta.url), root);
  const copying = await standalone(new URL('undoing/copying-program.ts', import.meta.url), root);
  becomeOrdinary(Number(values.user), root);
  try {
    const lanes = Array.from({ length: Number(values.lanes) }, (_, number): Lane => ({
      place: join(root, `lane-${number}`),
      log: join(root, `strace-${number}`),
    }));
    const control = await sweep(
      lanes,
      {
        file: copying,
        args: ({ workspace, backup }) => [workspace, backup],
        again: () => ({ wrong: [], undoIds: [] }),
        endsWell: false,
      },
      Number(values['control-every']),
    );
    const found = await sweep(
      lanes,
      {
        file: undoing,
        args: ({ workspace, dir }) => [workspace, dir, CALL_ID],
        again: undoAgain,
        endsWell: true,
      },
      Number(values.every),
    );
    const wrong = found.flatMap(({ title, verdict }) =>
      WRONGS.flatMap((what) => {
        const sentences = verdict?.[what] ?? [];
        return sentences.length === 0
          ? []
          : [`${title}\n    ${what} (${sentences.length}): ${sentences[0] ?? ''}`];
      }),
    );
    for (const sentence of wrong.slice(0, Number(values.show))) console.log(sentence);
    const calls: Record<string, number> = {};
    for (const { call, verdict } of found) if (verdict !== null) calls[call] = (calls[call] ?? 0) + 1;
    const byFault = faults.map((fault) => [fault, tally(found.filter((each) => each.fault === fault))]);
    const caught = tally(control);
    if (wrong.length > 0 || caught['notBack'] === 0) process.exitCode = 1;
    console.log(
      JSON.stringify({
        ...tally(found),
        faults: Object.fromEntries(byFault) as unknown,
        calls,
        control: { injected: caught['injected'], right: caught['right'], wrong: caught['wrong'] },
        seconds: round((performance.now() - begin) / 1000),
      }),
    );
  } finally {
    empty(root);
    rmSync(root, { recursive: true });
  }
}
