import { loadavg } from 'node:os';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { round } from './measuring/statistics.js';
import { measureRecall } from './remembering/recall-of-evidence.js';

/**
 * What the memory finds, and how fast.
 *
 * `--locomo FILE`: evidence recall at turn level over the conversations of a file in LoCoMo's format, beside
 * MiniSearch and plain BM25 on the same turns. R@k of a question is the share of its evidence turns among the
 * first k found; tok1000 is their share among the first found that together have at most 1,000 tokens.
 */
const { values } = parseArgs({
  options: {
    locomo: { type: 'string' },
  },
});
const caller = process.env['INIT_CWD'] ?? process.cwd();

if (values.locomo !== undefined) {
  const { sentinel, minisearch, bm25 } = measureRecall(resolve(caller, values.locomo));
  console.log(JSON.stringify({ ...sentinel, minisearch, bm25, load: round(loadavg()[0] ?? 0) }));
} else {
  process.stderr.write('pnpm bench memory --locomo FILE\n');
  process.exitCode = 2;
}
