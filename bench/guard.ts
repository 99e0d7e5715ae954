import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { count, isMiss, lineOf, type Count, type Tally } from './guarding/tally.js';
import { median, percentile, round } from './measuring/statistics.js';
import { readCorpus, type Corpus } from './guarding/corpus.js';
import { rivalJudge, sentinelJudge, type Judge } from './guarding/judges.js';

/** Seconds of judging before a judge is measured: the clock counts the threads that compile it as well. */
const WARM_UP_SECONDS = 4;

/**
 * What the guard stops and lets through of the commands of a corpus, and what one judgement costs; beside it,
 * on the same rows in the same run, `cc-safety-net` where it is installed.
 *
 * `--corpus FILE…`: JSONL rows `{command, expected}` (`block`, `guarded`, `nonblock`, `allow`) or
 * `{command, label}` (`benign`, `malicious`); a row may name its own `tool`, `params` and `cwd`. `--misses` prints
 * each row that was judged otherwise than expected. `--tool` and `--cwd` set the call where the row doesn't.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string', multiple: true, default: [] },
    misses: { type: 'boolean', default: false },
    tool: { type: 'string', default: 'exec' },
    cwd: { type: 'string', default: '/workspace/project' },
  },
});
const caller = process.env['INIT_CWD'] ?? process.cwd();
const files = [...values.corpus, ...positionals].map((file) => resolve(caller, file));
if (files.length === 0) {
  process.stderr.write('Name the corpora: pnpm bench guard --corpus FILE…\n');
  process.exit(2);
}
const corpora = files.map((file) => readCorpus(file, values));

const guard = sentinelJudge(values.cwd);
const emptyFolder = mkdtempSync(join(tmpdir(), 'guard-rival-'));
const rival = await rivalJudge(emptyFolder);
const ours = corpora.map((corpus) => judgeAll(guard, corpus, values.misses));
const cpuMicros = costOf(guard, corpora);
const theirs =
  rival === null
    ? null
    : { tallies: corpora.map((corpus) => judgeAll(rival, corpus, false)), cpuMicros: costOf(rival, corpora) };

rmSync(emptyFolder, { recursive: true });

console.log(`CPU of one judgement: median ${cpuMicros.p50} µs, p99 ${cpuMicros.p99} µs`);
if (theirs === null) console.log('cc-safety-net is not installed here: nothing to compare with');
else console.log(`cc-safety-net: median ${theirs.cpuMicros.p50} µs, p99 ${theirs.cpuMicros.p99} µs`);
console.log(
  JSON.stringify({
    files: byName(ours),
    cpuMicros,
    rival: theirs && { name: 'cc-safety-net', files: byName(theirs.tallies), cpuMicros: theirs.cpuMicros },
    load: round(loadavg()[0] ?? 0),
  }),
);

function judgeAll(judge: Judge, { name, rows }: Corpus, printsMisses: boolean): Tally {
  const tally: Tally = {};
  const categories: Record<string, Count> = {};
  const misses: string[] = [];
  for (const row of rows) {
    const judgement = judge.judge(row);
    count(tally, row.expectation, judgement);
    if (row.category !== '') count(categories, `${row.expectation} ${row.category}`, judgement);
    if (isMiss(row.expectation, judgement)) {
      const call = row.params['command'] ?? row.params;
      misses.push(`  ${row.expectation} ${JSON.stringify(call)}\n      ${judgement.why}`);
    }
  }
  console.log(`${name} · ${judge.name}`);
  for (const [key, entry] of Object.entries(tally)) console.log(lineOf(`  ${key}`, entry));
  for (const [key, entry] of Object.entries(categories)) console.log(lineOf(`    ${key}`, entry));
  if (printsMisses) console.log(`  ${misses.length} misses\n${misses.join('\n')}`);
  return tally;
}

/**
 * CPU of this process in microseconds for each row of a judge that has been at work for a while. The clock counts
 * every thread, also the one that collects garbage: of three passes the median one is a row's own.
 */
function costOf(judge: Judge, all: readonly Corpus[]): { readonly p50: number; readonly p99: number } {
  const rows = all.flatMap((corpus) => corpus.rows);
  const end = performance.now() + WARM_UP_SECONDS * 1000;
  for (let at = 0; rows.length > 0 && performance.now() < end; at += 1) {
    const row = rows[at % rows.length];
    if (row !== undefined) judge.judge(row);
  }
  const passes = [0, 1, 2].map(() =>
    rows.map((row) => {
      const before = process.cpuUsage();
      judge.judge(row);
      const { user, system } = process.cpuUsage(before);
      return user + system;
    }),
  );
  const costs = rows.map((_, index) => median(passes.map((pass) => pass[index] ?? 0)));
  return { p50: round(median(costs)), p99: round(percentile(costs, 0.99)) };
}

function byName(tallies: readonly Tally[]): Record<string, Tally> {
  return Object.fromEntries(corpora.map(({ name }, index) => [name, tallies[index] ?? {}]));
}
