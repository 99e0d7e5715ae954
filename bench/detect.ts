import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readCorpus, type Corpus } from './detecting/corpus.js';
import { measureHostile } from './detecting/hostile.js';
import { SCANNERS, type Scan } from './detecting/scanners.js';
import { runSecretlint } from './detecting/secretlint.js';
import { lineOf, macroRecall, tallyOf, type Tally } from './detecting/tally.js';
import { median, round } from './measuring/statistics.js';

/** Passes over a corpus before the clock counts, and counted passes. */
const WARM_UP_PASSES = 3;
const PASSES = 5;
/** A corpus smaller than this is gone through more often. */
const LEAST_BYTES = 8e6;

/**
 * What the scanners find in the rows of a corpus, and how fast; for secrets, secretlint beside it on the same rows.
 *
 * `--corpus FILE…`: JSONL rows `{text | b64, label, type?, category?, entity?}`. `--kind secrets|pii|injection` says
 * what is looked for, `--min-severity N` what counts. `--misses` prints each row that was judged otherwise than its
 * label says. `--hostile` also measures texts that are written to make a scanner slow.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    corpus: { type: 'string', multiple: true, default: [] },
    kind: { type: 'string', default: 'secrets' },
    'min-severity': { type: 'string', default: '1' },
    misses: { type: 'boolean', default: false },
    hostile: { type: 'boolean', default: false },
  },
});
const caller = process.env['INIT_CWD'] ?? process.cwd();
const files = [...values.corpus, ...positionals].map((file) => resolve(caller, file));
const createScan = SCANNERS[values.kind];
if (createScan === undefined || (files.length === 0 && !values.hostile)) {
  process.stderr.write(
    `pnpm bench detect --corpus FILE… [--kind ${Object.keys(SCANNERS).join('|')}] [--hostile]\n`,
  );
  process.exit(2);
}
const leastSeverity = Number(values['min-severity']);
const scan = createScan();

const measured: Record<string, Tally & { mbPerSecond: number }> = {};
for (const corpus of files.map(readCorpus)) {
  const findings = corpus.rows.map(
    ({ text }) => scan(text).detections.filter(({ severity }) => severity >= leastSeverity).length,
  );
  const tally = tallyOf(corpus, findings);
  const mbPerSecond = speedOf(scan, corpus);
  print(`${corpus.name} · sentinel, ${values.kind}`, tally, mbPerSecond);
  if (values.misses) printMisses(corpus, findings);
  measured[corpus.name] = { ...tally, mbPerSecond };
  if (values.kind === 'secrets') {
    const rival = await runSecretlint(corpus);
    const theirs = tallyOf(corpus, rival.findings);
    print(`${corpus.name} · secretlint`, theirs, theirs.mb / rival.seconds);
  }
}
const hostile = values.hostile ? measureHostile(scan) : undefined;
console.log(JSON.stringify({ kind: values.kind, files: measured, hostile, load: round(loadavg()[0] ?? 0) }));

/** Megabytes a second of CPU: the median of several passes over the corpus. */
function speedOf(look: Scan, { rows }: Corpus): number {
  const bytes = rows.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0);
  const repeats = Math.max(1, Math.ceil(LEAST_BYTES / Math.max(bytes, 1)));
  const pass = (): number => {
    const before = process.cpuUsage();
    for (let each = 0; each < repeats; each++) for (const { text } of rows) look(text);
    const { user, system } = process.cpuUsage(before);
    return (bytes * repeats) / (user + system);
  };
  for (let each = 0; each < WARM_UP_PASSES; each++) pass();
  return round(median(Array.from({ length: PASSES }, pass)));
}

function print(title: string, { positives, negatives, findingsPerMb, mb }: Tally, mbPerSecond: number): void {
  console.log(title);
  if (positives.n > 0) {
    console.log(lineOf('  found', [positives.found, positives.n]));
    for (const [group, entry] of Object.entries(positives.by)) console.log(lineOf(`    ${group}`, entry));
    console.log(`  macro recall ${macroRecall(positives.by).toFixed(3)}`);
  }
  if (negatives.n > 0) {
    console.log(lineOf('  false alarms', [negatives.flagged, negatives.n]));
    for (const [group, entry] of Object.entries(negatives.by)) {
      if (entry[0] > 0) console.log(lineOf(`    ${group}`, entry));
    }
    console.log(`  ${findingsPerMb.toFixed(2)} findings a MB without any`);
  }
  console.log(`  ${mb.toFixed(2)} MB, ${round(mbPerSecond)} MB/s`);
}

function printMisses({ rows }: Corpus, findings: readonly number[]): void {
  rows.forEach(({ text, isPositive, group }, index) => {
    if (isPositive === (findings[index] ?? 0) > 0) return;
    console.log(`  ${isPositive ? 'missed' : 'false alarm'} ${group} ${JSON.stringify(text.slice(0, 200))}`);
  });
}
