import { openJournal } from '@sentinel-agentos/audit';
import { anchorPath, readAnchor, verifyJournal } from '@sentinel-agentos/audit/verify';

/**
 * One job over a journal in a process of its own, so that its memory and its first time are its own. Arguments: job,
 * folder of the journal, folder of its keys. Prints JSON.
 */
const [job = '', dir = '', keyDir = ''] = process.argv.slice(2);

const timed = (run: () => unknown): number => {
  const begin = performance.now();
  run();
  return performance.now() - begin;
};
const rssMb = (): number => process.resourceUsage().maxRSS / 1024;

if (job === 'verify') {
  const reading = readAnchor(anchorPath(keyDir, dir));
  if (reading.status !== 'read') throw new Error(`the anchor is ${reading.status}`);
  const { anchor } = reading;
  const before = rssMb();
  let status = '';
  const ms = timed(() => (status = verifyJournal({ dir, publicKey: anchor.key, anchor }).status));
  if (status !== 'ok') throw new Error(`the journal is ${status}`);
  process.stdout.write(JSON.stringify({ seconds: ms / 1000, rssMb: rssMb(), rssBeforeMb: before }));
} else {
  const journal = openJournal({ dir, keyDir });
  const filters = {
    newest: { limit: 100 },
    session: { sessionId: 'session-3', limit: 100 },
    toolAndStatus: { toolName: 'exec', status: 'FAIL', limit: 100 },
    score: { minScore: 3, maxScore: 8, limit: 100 },
    time: { since: 1_700_000_000_000, until: 1_700_000_050_000, limit: 100 },
    nothing: { sessionId: 'nobody', limit: 100 },
  } as const;
  const first = timed(() => journal.query({ limit: 100 }));
  const warm: Record<string, number> = {};
  for (const [name, filter] of Object.entries(filters)) {
    warm[name] = timed(() => journal.query(filter));
  }
  warm['stats'] = timed(() => journal.stats());
  const text = timed(() => journal.query({ text: 'TASK-77 ', limit: 100 }));
  await journal.close();
  process.stdout.write(JSON.stringify({ firstMs: first, warmMs: warm, textMs: text, rssMb: rssMb() }));
}
