import { createMemory } from '@sentinel-agentos/memory';
import MiniSearch from 'minisearch';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Turn } from './conversations.js';

/** Finds turns of one conversation: the ids of at most `limit` of them, best first. */
export interface Recaller {
  search(question: string, limit: number): readonly string[];
  close(): void;
}

/** Ways to find turns, by name. Each is given what the others are given: the turns, in their order. */
export const RECALLERS: Readonly<
  Record<'sentinel' | 'minisearch' | 'bm25', (turns: readonly Turn[]) => Recaller>
> = { sentinel: openMemory, minisearch: openMiniSearch, bm25: openPlainBm25 };

const NO_CAP_KB = 1_000_000;

/** The public memory of the package, as anybody uses it: every turn is recorded as an event. */
function openMemory(turns: readonly Turn[]): Recaller {
  const dir = mkdtempSync(join(tmpdir(), 'sentinel-recall-'));
  let now = 0;
  const memory = createMemory({
    dir,
    clock: { now: () => now, monotonic: () => now },
    maxEpisodicSizeKb: NO_CAP_KB,
  });
  // What somebody says twice in a session is one event: it stands for both turns.
  const turnsOfEvent = new Map<string, string[]>();
  for (const { id, session, actor, text, ts } of turns) {
    now = ts;
    if (text.trim() === '') continue;
    const event = memory.episodic.record('note', text, { sessionId: session, actor, trust: 'owner' });
    turnsOfEvent.set(event.id, [...(turnsOfEvent.get(event.id) ?? []), id]);
  }
  return {
    search: (question, limit) =>
      memory.episodic
        .search(question, { limit })
        .flatMap(({ event }) => turnsOfEvent.get(event.id) ?? [])
        .slice(0, limit),
    close: () => rmSync(dir, { recursive: true, force: true }),
  };
}

/** MiniSearch with the options it has by itself. The speaker's name is part of the text, so that it is found. */
function openMiniSearch(turns: readonly Turn[]): Recaller {
  const index = new MiniSearch<{ id: string; text: string }>({ fields: ['text'] });
  index.addAll(turns.map(({ id, actor, text }) => ({ id, text: `${actor}: ${text}` })));
  return {
    search: (question, limit) =>
      index
        .search(question)
        .slice(0, limit)
        .map(({ id }) => String(id)),
    close: () => undefined,
  };
}

const K1 = 1.2;
const B = 0.75;

/** Okapi BM25 over lower-case words, the speaker's name among them: no stop words, no stemming, no context. */
function openPlainBm25(turns: readonly Turn[]): Recaller {
  const documents = turns.map(({ actor, text }) => wordsOf(`${actor}: ${text}`));
  const averageLength = documents.reduce((sum, words) => sum + words.length, 0) / documents.length;
  const holders = new Map<string, number>();
  for (const words of documents)
    for (const word of new Set(words)) holders.set(word, (holders.get(word) ?? 0) + 1);
  const score = (question: ReadonlySet<string>, words: readonly string[]): number => {
    let sum = 0;
    for (const word of question) {
      const count = words.filter((one) => one === word).length;
      const holding = holders.get(word) ?? 0;
      const rarity = Math.log(1 + (documents.length - holding + 0.5) / (holding + 0.5));
      sum += (rarity * count * (K1 + 1)) / (count + K1 * (1 - B + (B * words.length) / averageLength));
    }
    return sum;
  };
  return {
    search(question, limit) {
      const words = new Set(wordsOf(question));
      return documents
        .map((document, place) => ({ id: turns[place]?.id ?? '', score: score(words, document) }))
        .filter((hit) => hit.score > 0)
        .toSorted((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ id }) => id);
    },
    close: () => undefined,
  };
}

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}
