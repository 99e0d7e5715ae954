import { createMemory } from '@sentinel-agentos/memory';
import { writeSync } from 'node:fs';

/**
 * Records events and preferences until it is killed or has recorded `count`, and says `+<name>` a line once each is
 * acknowledged, `-<code> <message>` when one fails, after which it tries the next ones all the same. Every now and
 * then it has the store rewritten, by forgetting. The control `early` says so before it writes.
 * Arguments: folder, kind of store, name, count, `honest` or `early`.
 */
const [dir = '', store = '', name = '', count = '', manner = ''] = process.argv.slice(2);
const REWRITE_EVERY = 9;
const PREFER_EVERY = 5;
const say = (text: string): void => void writeSync(1, `${text}\n`);
const attempt = (work: () => void): void => {
  try {
    work();
  } catch (error) {
    const { code, message } = error as { readonly code?: string; readonly message: string };
    say(`-${code ?? ''} ${message}`);
  }
};
const acknowledged = (what: string, work: () => unknown): void =>
  attempt(() => {
    if (manner === 'early') say(`+${what}`);
    work();
    if (manner !== 'early') say(`+${what}`);
  });

attempt(() => {
  const memory = createMemory({
    dir,
    episodicStore: store === 'sqlite' ? 'sqlite' : 'journal',
    maxEpisodicSizeKb: 1_000_000,
    maxSemanticSizeKb: 1_000_000,
  });
  for (let n = 0; n < Number(count); n += 1) {
    const text = `event ${name}-${n}`;
    acknowledged(text, () => memory.episodic.record('note', text, { sessionId: name }));
    if (n % PREFER_EVERY === 1) {
      const key = `preference ${name}-${n}`;
      acknowledged(key, () => memory.semantic.setPreference(key, n));
    }
    if (n % REWRITE_EVERY === 7) {
      attempt(() => {
        const { id } = memory.episodic.record('note', `to be forgotten ${name}-${n}`, { sessionId: name });
        memory.episodic.forget(id);
        memory.flush();
      });
    }
  }
});
