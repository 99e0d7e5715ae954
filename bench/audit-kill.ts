import { openJournal } from '@sentinel-agentos/audit';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { acknowledgedIn, lostOf, seqOfEvents } from './auditing/acknowledged.js';
import { bundleProgram } from './auditing/bundle-program.js';
import { createRandom } from './guarding/random.js';
import { round } from './measuring/statistics.js';

/**
 * Writers in processes of their own share a journal of many small files and are killed (SIGKILL), each at a random
 * time of its own, while they open it or write. After every round the journal is opened again, continued and verified,
 * and every record that was acknowledged must be where its writer said it is. The control acknowledges before it
 * writes, and must lose records. Ends with code 1 when a record is lost, or the control loses none.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '340' },
    writers: { type: 'string', default: '3' },
    control: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    'segment-bytes': { type: 'string', default: '6000' },
    dir: { type: 'string', default: tmpdir() },
  },
});
/** Rounds on one journal; then a fresh one, because each opening reads it all. */
const ROUNDS_A_JOURNAL = 10;
/** Journals at a time. */
const LANES = 2;
const LONGEST_LIFE_MS = 120;
/** One in five is killed at any time after its start; the others once they have begun to write. */
const SHARE_KILLED_EARLY = 0.2;

const random = createRandom(Number(values.seed));
const program = await bundleProgram(new URL('auditing/acknowledging-writer.ts', import.meta.url));
const root = mkdtempSync(join(values.dir, 'bench-audit-kill-'));
const writers = Number(values.writers);
const segmentBytes = Number(values['segment-bytes']);

async function writeAndDie(place: string, name: string, manner: string): Promise<string> {
  const args = [join(place, 'audit'), join(place, 'keys'), name, String(segmentBytes), '1000000', manner];
  const child = spawn(process.execPath, [program.file, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const isEarly = random.chance(SHARE_KILLED_EARLY);
  const life = random.below(LONGEST_LIFE_MS);
  const closed = once(child, 'close');
  if (!isEarly) await Promise.race([once(child.stdout, 'data'), closed]);
  await pause(life);
  child.kill('SIGKILL');
  const [, signal] = (await closed) as [number | null, string | null];
  // A writer that gives up by itself was not killed, and its words are what is of interest.
  if (signal !== 'SIGKILL') throw new Error(`${name} ended by itself: ${errors}${output.slice(-300)}`);
  if (/^-/m.test(output)) throw new Error(`${name} failed to append: ${/^-.*/m.exec(output)?.[0]}`);
  return output;
}

interface Tally {
  kills: number;
  acknowledged: number;
  segments: number;
  /** Records; one that is gone is found again after every later round. */
  readonly lost: Set<string>;
  /** Reopenings after which the journal did not verify, or could not be continued. */
  readonly broken: string[];
}

async function killWriters(tally: Tally, rounds: number, manner: 'honest' | 'early'): Promise<void> {
  const place = mkdtempSync(join(root, `${manner}-`));
  const dir = join(place, 'audit');
  const outputs: string[] = [];
  for (let index = 0; index < rounds; index += 1) {
    const names = Array.from({ length: writers }, (_, writer) => `${basename(place)}-${index}-${writer}`);
    const said = await Promise.all(names.map((name) => writeAndDie(place, name, manner)));
    outputs.push(...said);
    tally.kills += names.length;
    tally.acknowledged += said.reduce((sum, output) => sum + acknowledgedIn(output).length, 0);

    const journal = openJournal({ dir, keyDir: join(place, 'keys'), segmentBytes });
    const reopened = `${basename(place)}-${index}-reopened`;
    try {
      const { seq } = journal.appendSync({
        kind: 'event',
        name: reopened,
        at: Date.now(),
        sessionId: reopened,
        data: null,
      });
      outputs.push(`+${reopened} ${seq}\n`);
      const report = journal.verify();
      if (report.status !== 'ok') tally.broken.push(`${reopened}: ${report.status}, ${report.message.en}`);
    } catch (error) {
      tally.broken.push(`${reopened}: ${String(error)}`);
    }
    await journal.close();
    const kept = seqOfEvents(dir);
    for (const output of outputs) {
      for (const loss of lostOf(acknowledgedIn(output), kept)) tally.lost.add(loss);
    }
  }
  tally.segments += readdirSync(dir).filter((file) => file.endsWith('.jsonl')).length;
  rmSync(place, { recursive: true, force: true });
  console.log(
    `${manner}: ${tally.kills} kills, ${tally.acknowledged} acknowledged, ${tally.lost.size} lost, ${tally.broken.length} not whole`,
  );
}

async function killRounds(rounds: number, manner: 'honest' | 'early'): Promise<Tally> {
  const tally: Tally = { kills: 0, acknowledged: 0, segments: 0, lost: new Set(), broken: [] };
  let left = rounds;
  const lane = async (): Promise<void> => {
    while (left > 0) {
      const here = Math.min(left, ROUNDS_A_JOURNAL);
      left -= here;
      await killWriters(tally, here, manner);
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return tally;
}

try {
  const begin = performance.now();
  const control = await killRounds(Number(values.control), 'early');
  const real = await killRounds(Number(values.rounds), 'honest');
  for (const line of [...real.lost, ...real.broken].slice(0, 40)) console.log(line);
  if (real.lost.size > 0 || real.broken.length > 0 || real.acknowledged === 0 || control.lost.size === 0)
    process.exitCode = 1;
  console.log(
    JSON.stringify({
      rounds: Number(values.rounds),
      kills: real.kills,
      writers,
      segments: real.segments,
      acknowledged: real.acknowledged,
      lost: real.lost.size,
      notWhole: real.broken.length,
      control: { kills: control.kills, acknowledged: control.acknowledged, lost: control.lost.size },
      seconds: round((performance.now() - begin) / 1000),
      seed: Number(values.seed),
    }),
  );
} finally {
  rmSync(root, { recursive: true, force: true });
  program.remove();
}
