import { loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureFuzz } from './serving/fuzz.js';
import { measureLoad } from './serving/load.js';
import { measureOverhead } from './serving/overhead.js';
import { round } from './measuring/statistics.js';

/**
 * The HTTP API: what it costs beside the SDK, whether many clients at once lose anything, and whether malformed
 * requests make it fall over.
 *
 * `--rounds N` calls of each kind for the first (default 500), `--clients N --seconds S` for the second (default 50, 5;
 * the goal is 500 for 60), `--fuzz N --seed N` for the third (default 2,000; the goal is 10,000). Ends with 1 when
 * anything failed, was lost or leaked.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '500' },
    clients: { type: 'string', default: '50' },
    seconds: { type: 'string', default: '5' },
    fuzz: { type: 'string', default: '2000' },
    seed: { type: 'string', default: '1' },
  },
});

const { sdk, http, overhead, cpu, rounds } = await measureOverhead(Number(values.rounds));
console.log(
  `/pipeline/pre: ${String(http.p50)} ms, the SDK ${String(sdk.p50)} ms, overhead ${String(overhead.p50)} ms (medians of ${String(rounds)}); of CPU ${String(cpu.overhead)} ms more than the SDK's ${String(cpu.sdk)} ms`,
);

const load = await measureLoad(Number(values.clients), Number(values.seconds));
const failed = Object.values(load.errors).reduce((sum, count) => sum + count, 0);
console.log(
  `${String(load.clients)} clients for ${String(load.seconds)} s: ${String(load.calls)} calls, ${String(failed)} errors, ${String(load.lost)} lost, journal ${load.journal}`,
);

const fuzz = await measureFuzz(Number(values.fuzz), Number(values.seed));
console.log(
  `${String(fuzz.requests)} malformed requests: ${String(fuzz.faults)} faults, ${String(fuzz.tokensLeaked)} tokens leaked, ${fuzz.survived ? 'it goes on' : 'it fell'}, journal ${fuzz.journal}`,
);

const isGood =
  failed === 0 &&
  load.lost === 0 &&
  load.journal === 'ok' &&
  fuzz.faults === 0 &&
  fuzz.tokensLeaked === 0 &&
  fuzz.survived;
if (!isGood) process.exitCode = 1;
console.log(
  JSON.stringify({
    pre: { sdk, http, overhead, cpu, rounds },
    load,
    fuzz,
    loadavg: round(loadavg()[0] ?? 0),
  }),
);
