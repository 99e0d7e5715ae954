import { createMemory } from '@sentinel-agentos/memory';
import { round } from '../measuring/statistics.js';
import { createStopwatch, NO_CAP_KB, residentMegabytes, type Searching } from './scale.js';
import { createSyntheticLanguage } from './synthetic-events.js';

const QUERIES = 500;
const WARM_UP = 20;

/** Opens the memory in a folder in a process of its own, asks it 500 questions, and prints what that took. */
const [dir = '', seed = '1'] = process.argv.slice(2);
const language = createSyntheticLanguage(Number(seed));
const before = residentMegabytes();
const start = performance.now();
const memory = createMemory({ dir, maxEpisodicSizeKb: NO_CAP_KB });
const opened = performance.now();
memory.episodic.search(language.question());
const searched = performance.now();
for (let each = 0; each < WARM_UP; each += 1) memory.episodic.search(language.question());
const query = createStopwatch();
for (let each = 0; each < QUERIES; each += 1) {
  const question = language.question();
  query.time(() => memory.episodic.search(question));
}
const rss = residentMegabytes();
const found: Searching = {
  open: round(opened - start),
  firstQuery: round(searched - opened),
  query: query.percentiles(),
  rss,
  rssGrown: round(rss - before),
};
console.log(JSON.stringify(found));
