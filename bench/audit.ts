import { openJournal, prove } from '@sentinel-agentos/audit';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { journalRate, plainRate } from './auditing/append-rate.js';
import { callRecords } from './auditing/call-records.js';
import { median, round } from './measuring/statistics.js';

/**
 * The journal under load: records a second that are durable, beside one fdatasync a record in the same run; then a
 * journal of `--records`, verified and asked in processes of their own. `--dir` chooses the disk, `--keep` leaves the
 * journal there.
 */
const { values } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    rounds: { type: 'string', default: '3' },
    ms: { type: 'string', default: '1500' },
    dir: { type: 'string', default: tmpdir() },
    keep: { type: 'boolean', default: false },
  },
});
const records = Number(values.records);
const IN_FLIGHT = [1, 8, 64];
const BATCH = 2048;

const root = mkdtempSync(join(values.dir, 'bench-audit-'));
const dir = join(root, 'audit');
const keyDir = join(root, 'keys');

interface Asked {
  readonly firstMs: number;
  readonly warmMs: Readonly<Record<string, number>>;
  readonly textMs: number;
  readonly rssMb: number;
}

function inItsOwnProcess(job: 'verify' | 'query'): unknown {
  const program = fileURLToPath(new URL('auditing/measured-program.ts', import.meta.url));
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [...process.execArgv, program, job, dir, keyDir],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

async function fill(): Promise<number> {
  const journal = openJournal({ dir, keyDir });
  const begin = performance.now();
  let waiting: Promise<unknown>[] = [];
  for (const record of callRecords(records)) {
    waiting.push(journal.append(record));
    if (waiting.length < BATCH) continue;
    await Promise.all(waiting);
    waiting = [];
  }
  await Promise.all(waiting);
  await journal.close();
  return records / ((performance.now() - begin) / 1000);
}

try {
  const plain: number[] = [];
  const durable = IN_FLIGHT.map((): number[] => []);
  for (let index = 0; index < Number(values.rounds); index += 1) {
    plain.push(plainRate(root, Number(values.ms)));
    for (const [place, inFlight] of IN_FLIGHT.entries()) {
      durable[place]?.push(await journalRate(root, inFlight, Number(values.ms)));
    }
  }
  const plainMedian = median(plain);
  const rates = durable.map(median);
  console.log(`one fdatasync a record: ${Math.round(plainMedian)}/s`);
  for (const [place, inFlight] of IN_FLIGHT.entries()) {
    const rate = rates[place] ?? 0;
    console.log(`journal, ${inFlight} in flight: ${Math.round(rate)}/s, ${round(rate / plainMedian)} times`);
  }

  const filled = await fill();
  const files = readdirSync(dir).filter((name) => name.endsWith('.jsonl'));
  const bytes = files.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  console.log(
    `filled with ${records} records, ${Math.round(filled)}/s, ${files.length} segments, ${bytes} bytes`,
  );

  const verified = inItsOwnProcess('verify') as { readonly seconds: number; readonly rssMb: number };
  console.log(`verified in ${round(verified.seconds)} s with ${Math.round(verified.rssMb)} MB`);
  const rebuilt = inItsOwnProcess('query') as Asked;
  const asked = inItsOwnProcess('query') as Asked;
  const slowest = Math.max(...Object.values(asked.warmMs));
  console.log(
    `first query ${round(rebuilt.firstMs)} ms without an index, ${round(asked.firstMs)} ms with; then at most ${round(slowest)} ms`,
  );
  const index = readdirSync(dir).filter((name) => name.endsWith('.index'));
  const indexBytes = index.reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
  const { proof, record } = prove({ dir, seq: Math.floor(records / 2) });
  console.log(`proof of ${Buffer.byteLength(proof)} bytes for a record of ${Buffer.byteLength(record)}`);

  const rounded = (times: Readonly<Record<string, number>>): Record<string, number> =>
    Object.fromEntries(Object.entries(times).map(([name, ms]) => [name, round(ms)]));
  console.log(
    JSON.stringify({
      records,
      bytes,
      segments: files.length,
      fdatasyncPerRecord: Math.round(plainMedian),
      durablePerSecond: Object.fromEntries(
        IN_FLIGHT.map((inFlight, place) => [inFlight, Math.round(rates[place] ?? 0)]),
      ),
      timesAt64: round((rates[2] ?? 0) / plainMedian),
      filledPerSecond: Math.round(filled),
      verifySeconds: round(verified.seconds),
      verifyRssMb: Math.round(verified.rssMb),
      queryMs: {
        coldWithoutIndex: round(rebuilt.firstMs),
        cold: round(asked.firstMs),
        warm: rounded(asked.warmMs),
        warmWorst: round(slowest),
        textOverAll: round(asked.textMs),
      },
      queryRssMb: Math.round(asked.rssMb),
      indexBytesPerRecord: round(indexBytes / records),
      proofBytes: Buffer.byteLength(proof),
      load: loadavg().map((load) => round(load)),
    }),
  );
} finally {
  if (!values.keep) rmSync(root, { recursive: true, force: true });
  else console.error(`kept in ${root}`);
}
