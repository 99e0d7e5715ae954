import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory } from '../../src/memory.js';
import { termsOf } from '../../src/recall/terms.js';
import { traitsOf } from '../../src/recall/text-traits.js';
import { hashOf } from '../../src/episodic/event-record.js';
import { temporaryFolder } from '../temporary-folder.js';

const MANY = 4_200;
const open = (dir: string): Memory => createMemory({ dir, maxEpisodicSizeKb: 100_000 });
const indexesIn = (dir: string): readonly string[] =>
  readdirSync(join(dir, 'episodic')).filter((name) => name.startsWith('index'));
const scored = (memory: Memory, query: string): unknown =>
  memory.episodic.search(query).map(({ event, score, parts }) => [event.id, score, parts]);

function filled(): { readonly dir: string; readonly memory: Memory } {
  const dir = temporaryFolder();
  const memory = open(dir);
  for (let each = 0; each < MANY; each += 1) {
    const text = `step ${each} of the ${each % 7 === 0 ? 'zebra' : 'plain'} build, 第${each % 11}步`;
    memory.episodic.record('note', text, {
      sessionId: `s${each % 50}`,
      actor: each % 3 === 0 ? 'Mia' : 'agent',
    });
  }
  return { dir, memory };
}

describe('the index of many events', () => {
  it('is kept on the disk, answers the same there, and follows what comes later', () => {
    const { dir, memory } = filled();
    const made = scored(memory, 'what did Mia say of the zebra build, 第3步?');
    expect(indexesIn(dir)).toHaveLength(1);
    const later = open(dir);
    expect(scored(later, 'what did Mia say of the zebra build, 第3步?')).toEqual(made);
    later.episodic.record('note', 'the quagga build is new', { sessionId: 's1' });
    memory.episodic.record('note', 'step 0 of the zebra build, 第0步', { sessionId: 's0', actor: 'Mia' });
    for (const one of [memory, later, open(dir)]) {
      expect(one.episodic.search('quagga')[0]?.event.text).toBe('the quagga build is new');
      expect(scored(one, 'zebra build')).toEqual(scored(memory, 'zebra build'));
    }
  });

  it('holds no word, name or session of what was forgotten when it is kept again', () => {
    const { dir, memory } = filled();
    memory.episodic.search('zebra');
    memory.episodic.record('note', 'the diagnosis is zanthoplasmosis', {
      sessionId: 'quirrelbeam',
      actor: 'Dr Sedgewick',
    });
    memory.episodic.search('zanthoplasmosis');
    memory.forget({ session: 'quirrelbeam' });
    memory.episodic.search('zebra');
    memory.endSession('s1');
    expect(indexesIn(dir)).toHaveLength(1);
    const kept = readFileSync(join(dir, 'episodic', indexesIn(dir)[0] ?? ''), 'latin1');
    for (const word of ['zanthoplasmosi', 'diagnosi', 'quirrelbeam', 'Sedgewick'])
      expect(kept).not.toContain(word);
    expect(open(dir).episodic.search('what did Mia say of the zebra build?', { limit: 1 })).toHaveLength(1);
  });

  it('is made anew when what is kept is damaged, and leaves with what is forgotten', () => {
    const { dir, memory } = filled();
    const made = scored(memory, 'zebra');
    const path = join(dir, 'episodic', indexesIn(dir)[0] ?? '');
    const bytes = readFileSync(path);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(scored(open(dir), 'zebra')).toEqual(made);
    const other = open(dir);
    other.forget({ source: 's1' });
    other.episodic.forgetSession('s0');
    expect(indexesIn(dir)).toEqual([]);
    other.flush();
    expect(
      open(dir)
        .episodic.search('step 0', { limit: 50 })
        .every(({ event }) => event.sessionId !== 's0'),
    ).toBe(true);
  });

  it('is not kept of a memory of the default size', () => {
    const dir = temporaryFolder();
    const memory = open(dir);
    for (let each = 0; each < 300; each += 1) memory.episodic.record('note', `event ${each}`);
    memory.episodic.search('event');
    memory.flush();
    expect(indexesIn(dir)).toEqual([]);
  });
});

// When this fails, raise INDEX_VERSION in src/recall/event-index.ts, so that what older versions kept is made anew.
it('an index is made of these terms and traits, or of another version', () => {
  const sample = [
    'The staging database moved from 10.0.0.7:5432 to db-2.internal on 7 May 2024, didn’t it?',
    'Never push to main without asking; run `npm test` in packages/memory/src first.',
    'parseHTTPResponse failed with ENOENT: naïve café résumé',
    '我们以前用 Jest,现在改用 Vitest 3.2。不要删除 build/ 目录!',
    'Scrap that, the release is off the table. 算了,当我没说',
    'Who is leading the “Orion” project, and how many people work on it?',
  ];
  const read = sample.map((text) => [termsOf(text), traitsOf(text)]);
  expect(hashOf(JSON.stringify(read))).toMatchInlineSnapshot(`"2680873c1c16e9a9"`);
});
