import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundleProgram } from './auditing/bundle-program.js';
import {
  placeOf,
  prepare,
  run,
  tryFault,
  type Fault,
  type Lane,
  type Scenario,
  type Verdict,
} from './auditing/fault-case.js';
import { hasStrace, placesBelow } from './auditing/strace.js';
import { round } from './measuring/statistics.js';

/**
 * Every call by which a writer touches the files of a journal fails once with each error, and is once the last thing
 * that the writer does: on a journal that begins, and on one whose last write was cut short, both over several files.
 * Whatever was acknowledged must be where it was said to be, a writer whose write or sync failed must acknowledge
 * nothing more, and the journal must verify once it is opened again. The control takes no notice of errors and must be
 * caught. Needs strace. Ends with code 1 when anything of this fails, or the control is not caught.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '6' },
    'segment-bytes': { type: 'string', default: '2000' },
    show: { type: 'string', default: '40' },
    // In memory: a sync that is slow is made in another thread, where its turn is not known beforehand.
    dir: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
  },
});
const FAULTS: readonly Fault[] = ['EIO', 'ENOSPC', 'KILL'];
const LANES = 2;

interface Found {
  readonly title: string;
  readonly call: string;
  readonly verdict: Verdict | null;
}

async function sweep(lanes: readonly Lane[], scenario: Scenario): Promise<Found[]> {
  const found = lanes.map(async (lane, number) => {
    const { stdout, log } = await run(lane, scenario);
    if (/^-/m.test(stdout)) throw new Error(`${scenario.name} fails without a fault: ${stdout}`);
    const cases = placesBelow(placeOf(lane), log).flatMap((at) => FAULTS.map((fault) => ({ at, fault })));
    const ofLane: Found[] = [];
    for (const [index, { at, fault }] of cases.entries()) {
      if (index % lanes.length !== number) continue;
      const what = at.line.replace(/^[0-9]+ +/, '').replaceAll(`${placeOf(lane)}/`, '');
      const verdict = await tryFault(lane, scenario, at, fault);
      const title = `${scenario.name}, ${fault} at ${at.call} ${at.nth}: ${what.slice(0, 100)}`;
      ofLane.push({ title, call: at.call, verdict });
    }
    return ofLane;
  });
  return (await Promise.all(found)).flat();
}

const WRONGS = ['lost', 'afterFailure', 'notWhole', 'crashed'] as const;

/** Cases in which something went wrong, by what it was. */
function tally(found: readonly Found[]): Record<string, number> {
  const tried = found.flatMap(({ verdict }) => verdict ?? []);
  const wrong = WRONGS.map((what): [string, number] => [
    what,
    tried.filter((verdict) => verdict[what].length > 0).length,
  ]);
  return { cases: tried.length, notHit: found.length - tried.length, ...Object.fromEntries(wrong) };
}

if (!hasStrace()) {
  console.log(JSON.stringify({ skipped: 'no strace' }));
} else {
  const begin = performance.now();
  const writer = await bundleProgram(new URL('auditing/acknowledging-writer.ts', import.meta.url));
  const careless = await bundleProgram(new URL('auditing/careless-writer.ts', import.meta.url));
  const root = mkdtempSync(join(values.dir, 'bench-audit-faults-'));
  try {
    const fresh: Scenario = {
      name: 'fresh',
      program: writer.file,
      isPrepared: false,
      isJournal: true,
      records: Number(values.records),
      segmentBytes: Number(values['segment-bytes']),
    };
    const lanes: Lane[] = [];
    for (let lane = 0; lane < LANES; lane += 1) {
      lanes.push(await prepare(join(root, `lane-${lane}`), fresh));
    }
    const scenarios: readonly Scenario[] = [fresh, { ...fresh, name: 'cut short', isPrepared: true }];
    const control = await sweep(lanes, {
      ...fresh,
      name: 'control',
      program: careless.file,
      isJournal: false,
    });
    const found: Found[] = [];
    for (const scenario of scenarios) {
      const here = await sweep(lanes, scenario);
      console.log(`${scenario.name}: ${JSON.stringify(tally(here))}`);
      found.push(...here);
    }
    const wrong = found.flatMap(({ title, verdict }) =>
      WRONGS.flatMap((what) =>
        (verdict?.[what] ?? []).map((sentence) => `${title}\n    ${what}: ${sentence}`),
      ),
    );
    for (const sentence of wrong.slice(0, Number(values.show))) console.log(sentence);
    const caught = tally(control);
    const isCaught = (caught['lost'] ?? 0) > 0 && (caught['afterFailure'] ?? 0) > 0;
    const calls: Record<string, number> = {};
    for (const { call, verdict } of found) {
      if (verdict !== null) calls[call] = (calls[call] ?? 0) + 1;
    }
    if (wrong.length > 0 || !isCaught) process.exitCode = 1;
    console.log(
      JSON.stringify({
        ...tally(found),
        calls,
        control: caught,
        seconds: round((performance.now() - begin) / 1000),
      }),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
    writer.remove();
    careless.remove();
  }
}
