import { createHash } from 'node:crypto';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { benignSinks } from './flowing/benign-sinks.js';
import { CHANNELS } from './flowing/channels.js';
import { createRandom } from './guarding/random.js';
import { decodingFinder, ledgerFinder, substringFinder, type Finder } from './flowing/finders.js';
import { footprint, sessionsFootprint, type Footprint } from './flowing/footprint.js';
import { makeSecret } from './flowing/secrets.js';
import { median, percentile, round } from './measuring/statistics.js';
import { SPLITS } from './flowing/splits.js';
import { TRANSFORMS } from './flowing/transforms.js';

/**
 * Whether secrets are found again on their way out: every transform, cut into calls in every way, through every
 * channel, and what ordinary sinks are taken for; beside it, on the same calls in the same run, two controls.
 *
 * `--seed N` (default 1) makes other secrets, cuts and sinks. `--benign N` sinks that hold no secret (default 1,680).
 * `--misses` prints what was missed.
 */
const { values } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    benign: { type: 'string', default: '1680' },
    misses: { type: 'boolean', default: false },
  },
});
const SECRETS = 2048;
const SESSIONS = 24;
const PRIVATE_BYTES = 10 * 1024 * 1024;
const seed = Number(values.seed);
const key = createHash('sha256')
  .update(`flow bench ${String(seed)}`)
  .digest();

const together = await sessionsFootprint(seed, SESSIONS);
console.log(
  `memory of ${String(SESSIONS)} sessions with 2 MB of private text each: heap ${String(together.heapMb)} MB, typed arrays ${String(together.arrayBuffersMb)} MB`,
);

const memory = await footprint(key, seed, SECRETS, PRIVATE_BYTES);
console.log(
  `memory at ${String(SECRETS)} secrets and 10 MB of private text: ${describe(memory)}; read in ${String(round(memory.labelSeconds))} s`,
);

const random = createRandom(seed);
const secrets = Array.from({ length: SECRETS }, (_, index) => makeSecret(random, index));
const finders = [ledgerFinder(key), substringFinder(), decodingFinder()];
for (const finder of finders)
  secrets.forEach((secret, index) => finder.learn(`call-${String(index)}`, secret));

const sinks = benignSinks(
  random,
  fileURLToPath(new URL('../node_modules', import.meta.url)),
  Number(values.benign),
);
const benign = finders.map((finder) => runBenign(finder));
for (const { name, alarms, byKind } of benign)
  console.log(`${name}: ${String(alarms)} of ${String(sinks.length)} benign sinks ${JSON.stringify(byKind)}`);

const cost = costOf(finders[0]);
console.log(
  `a sink of 1 KB: median ${String(cost.p50)} ms, p99 ${String(cost.p99)} ms, worst ${String(cost.worst)} ms`,
);

const matrices = finders.map((finder) => ({ name: finder.name, ...runMatrix(finder) }));
for (const { name, detected, wrong, missed, total } of matrices)
  console.log(
    `${name}: ${String(detected)} of ${String(total)} detected, ${String(wrong)} wrong, ${String(missed)} missed`,
  );

const [ours, ...controls] = matrices;
console.log(
  JSON.stringify({
    seed,
    transforms: TRANSFORMS.length,
    splits: SPLITS.length,
    channels: CHANNELS.length,
    secrets: SECRETS,
    ...ours,
    detectedShare: round((ours?.detected ?? 0) / (ours?.total ?? 1)),
    benign: { n: sinks.length, falseAlarms: benign[0]?.alarms },
    ms: cost,
    memory,
    sessions: { n: SESSIONS, ...together },
    controls: controls.map(({ name, detected, wrong, missed }, index) => ({
      name,
      detected,
      wrong,
      missed,
      falseAlarms: benign[index + 1]?.alarms,
    })),
    load: round(loadavg()[0] ?? 0),
  }),
);

function describe({ heapMb, arrayBuffersMb, rssMb }: Footprint): string {
  return `heap ${String(heapMb)} MB, typed arrays ${String(arrayBuffersMb)} MB, RSS ${String(rssMb)} MB more`;
}

function runBenign(finder: Finder): { name: string; alarms: number; byKind: Record<string, number> } {
  const byKind: Record<string, number> = {};
  let alarms = 0;
  sinks.forEach(({ kind, text }, index) => {
    const destination = `host-${String(index % 16)}.example`;
    if (finder.see(destination, text) !== null) {
      alarms++;
      byKind[kind] = (byKind[kind] ?? 0) + 1;
      if (values.misses) console.log(`  false ${kind}: ${finder.see(destination, text) ?? ''}`);
    }
    finder.sent(destination, text);
  });
  return { name: finder.name, alarms, byKind };
}

/**
 * Every destination has sent its 4 KB before: that is what a sink of a long session costs. The least of three times
 * counts, as others use the machine meanwhile.
 */
function costOf(finder: Finder | undefined): { p50: number; p99: number; worst: number } {
  const times: number[] = [];
  for (let pass = 0; pass < 2; pass++) {
    sinks.forEach(({ text }, index) => {
      const sink = text.slice(0, 1024).padEnd(1024, ' ordinary words');
      const destination = `host-${String(index % 16)}.example`;
      const tries = [1, 2, 3].map(() => {
        const before = performance.now();
        finder?.see(destination, sink);
        return performance.now() - before;
      });
      if (pass > 0) times.push(Math.min(...tries));
      finder?.sent(destination, sink);
    });
  }
  return { p50: round(median(times)), p99: round(percentile(times, 0.99)), worst: round(Math.max(...times)) };
}

function runMatrix(finder: Finder): { detected: number; wrong: number; missed: number; total: number } {
  const own = createRandom(seed + 1);
  const sum = { detected: 0, wrong: 0, missed: 0, total: 0 };
  const isOurs = finder === finders[0];
  if (isOurs) {
    console.log(`\n${finder.name}: detected/wrong/missed`);
    console.log(`${'transform'.padEnd(26)}${SPLITS.map(({ name }) => name.padStart(12)).join('')}`);
  }
  for (const transform of TRANSFORMS) {
    let line = transform.name.padEnd(26);
    for (const split of SPLITS) {
      const cell = { detected: 0, wrong: 0, missed: 0 };
      for (const channel of CHANNELS) {
        const index = own.below(SECRETS);
        const pieces = split.cut(secrets[index] ?? '', (text) => transform.apply(text, own), own);
        const destination = `${String(sum.total)}.${channel.destination}`;
        let seen: string | null = null;
        pieces.forEach((piece, at) => {
          const text = channel.frame(piece, at, pieces.length);
          seen ??= finder.see(destination, text);
          finder.sent(destination, text);
        });
        const outcome = seen === null ? 'missed' : seen === `call-${String(index)}` ? 'detected' : 'wrong';
        cell[outcome]++;
        sum[outcome]++;
        sum.total++;
        if (values.misses && isOurs && outcome !== 'detected')
          console.log(
            `  ${outcome} ${String(seen)} ${transform.name} · ${split.name} · ${channel.name} · secret ${String(index % 10)} of ${String(secrets[index]?.length)}`,
          );
      }
      line += `${String(cell.detected)}/${String(cell.wrong)}/${String(cell.missed)}`.padStart(12);
    }
    if (isOurs) console.log(line);
  }
  return sum;
}
