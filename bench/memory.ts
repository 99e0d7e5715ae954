import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { round } from './measuring/statistics.js';
import { measureCompression } from './remembering/compressed-evidence.js';
import { measureCrashes } from './remembering/crash.js';
import { measureSuites } from './remembering/own-suites.js';
import { measureRecall } from './remembering/recall-of-evidence.js';
import { measureScale } from './remembering/scale.js';

/**
 * What the memory finds, and how fast.
 *
 * `--locomo FILE`: evidence recall at turn level over the conversations of a file in LoCoMo's format, beside
 * MiniSearch and plain BM25 on the same turns. R@k of a question is the share of its evidence turns among the
 * first k found; tok1000 is their share among the first found that together have at most 1,000 tokens.
 *
 * `--compress FILE`: on the same conversations, the share of the evidence among the most important tenth of the
 * bytes, and R@10 when a size cap has left two fifths of them.
 *
 * `--crash N`: N times a writer is killed (SIGKILL), then hundreds of system calls fail or are a writer's last;
 * nothing that was acknowledged may be gone. `--store sqlite` does so with that store.
 *
 * `--scale N`: records N synthetic events and asks 500 questions: percentiles, bytes an event, resident memory.
 *
 * `--suites`: our own stories of changing values and of agents at work, English and Chinese, each in a fresh memory:
 * R@k, and how often the current value is found above every stale one. `--misses` lists what was not found first.
 */
const { values } = parseArgs({
  options: {
    locomo: { type: 'string' },
    compress: { type: 'string' },
    crash: { type: 'string' },
    store: { type: 'string', default: 'journal' },
    scale: { type: 'string' },
    suites: { type: 'boolean', default: false },
    misses: { type: 'boolean', default: false },
  },
});
const caller = process.env['INIT_CWD'] ?? process.cwd();

if (values.locomo !== undefined) {
  const { sentinel, minisearch, bm25 } = measureRecall(resolve(caller, values.locomo));
  console.log(JSON.stringify({ ...sentinel, minisearch, bm25, load: round(loadavg()[0] ?? 0) }));
} else if (values.compress !== undefined) {
  console.log(JSON.stringify(measureCompression(resolve(caller, values.compress))));
} else if (values.crash !== undefined) {
  const store = values.store === 'sqlite' ? 'sqlite' : 'journal';
  const { ok, figures } = await measureCrashes(Number(values.crash), store);
  if (!ok) process.exitCode = 1;
  console.log(JSON.stringify(figures));
} else if (values.scale !== undefined) {
  console.log(JSON.stringify({ ...measureScale(Number(values.scale)), load: round(loadavg()[0] ?? 0) }));
} else if (values.suites) {
  console.log(JSON.stringify(measureSuites(values.misses)));
} else {
  process.stderr.write(
    'pnpm bench memory --locomo FILE | --compress FILE | --crash N [--store sqlite] | --scale N | --suites [--misses]\n',
  );
  process.exitCode = 2;
}
