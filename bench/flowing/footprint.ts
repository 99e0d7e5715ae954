import { setTimeout } from 'node:timers/promises';
import { createDetector, createFlowLedger } from '@sentinel-agentos/detect';
import { createRandom } from '../guarding/random.js';
import { makeSecret, randomText } from './secrets.js';
import { round } from '../measuring/statistics.js';

/** What a full ledger takes, in megabytes above the same process without it. */
export interface Footprint {
  readonly heapMb: number;
  readonly arrayBuffersMb: number;
  readonly rssMb: number;
  readonly labelSeconds: number;
}

/** What one detector keeps of many sessions that each read much private text, in megabytes. */
export async function sessionsFootprint(
  seed: number,
  sessions: number,
): Promise<Pick<Footprint, 'arrayBuffersMb' | 'heapMb'>> {
  const random = createRandom(seed + 3);
  const words = Array.from({ length: 20_000 }, () => randomText(random, 3 + random.below(8)));
  const read = {
    verb: 'fs.read',
    target: '/home/somebody/notes.txt',
    scope: 'host',
    reversibility: 'pure',
    sensitivity: 'sensitive',
    remote: false,
    evidence: { param: 'path', start: 0, end: 1 },
  } as const;
  await settle();
  const before = process.memoryUsage();
  const detector = createDetector({ injection: false });
  for (let session = 0; session < sessions; session++) {
    const result = Array.from({ length: 300_000 }, () => words[random.below(words.length)]).join(' ');
    const call = {
      id: `op_${String(session)}`,
      tool: 'read_file',
      params: { path: '/home/somebody/notes.txt' },
      sessionId: `session ${String(session)}`,
      agentId: 'bench',
      cwd: '/',
      claims: [],
    };
    detector.inspect(call, [read]);
    detector.observe(call, [read], { status: 'succeeded', result });
  }
  await settle();
  const after = process.memoryUsage();
  // Asked once more, so that the detector is still alive when it is weighed.
  if (typeof detector.inspect !== 'function') throw new Error('no detector');
  return {
    heapMb: round(Math.max(0, after.heapUsed - before.heapUsed) / 1_048_576),
    arrayBuffersMb: round(Math.max(0, after.arrayBuffers - before.arrayBuffers) / 1_048_576),
  };
}

/** Fills a ledger with secrets, private text and what was sent to 256 destinations. */
export async function footprint(
  key: Uint8Array,
  seed: number,
  secrets: number,
  privateBytes: number,
): Promise<Footprint> {
  const random = createRandom(seed + 2);
  // The words exist before: only what the ledger keeps is counted.
  const words = Array.from({ length: 20_000 }, () => randomText(random, 3 + random.below(8)));
  const page = (): string => Array.from({ length: 1400 }, () => words[random.below(words.length)]).join(' ');
  page();
  await settle();
  const before = process.memoryUsage();
  const ledger = createFlowLedger({ sessionKey: key });
  let labelSeconds = 0;
  for (let read = 0, call = 0; read < privateBytes; call++) {
    const text = page();
    read += text.length;
    const start = performance.now();
    ledger.label(`read-${String(call)}`, text, { integrity: 'untrusted', confidentiality: 'private' });
    labelSeconds += (performance.now() - start) / 1000;
  }
  for (let index = 0; index < secrets; index++) {
    const secret = makeSecret(random, index);
    ledger.label(`secret-${String(index)}`, secret, { integrity: 'trusted', confidentiality: 'secret' });
  }
  for (let index = 0; index < 4096; index++) {
    const sink = { destination: `d-${String(index % 256)}`, text: page().slice(0, 1024) };
    if (index % 16 === 0) ledger.check(sink);
    ledger.sent(sink);
  }
  await settle();
  const after = process.memoryUsage();
  const megabytes = (from: number, to: number): number => round(Math.max(0, to - from) / 1_048_576);
  // Asked once more, so that the ledger is still alive when it is weighed.
  if (!ledger.bits.seenPrivate) throw new Error('the ledger forgot what it read');
  return {
    heapMb: megabytes(before.heapUsed, after.heapUsed),
    arrayBuffersMb: megabytes(before.arrayBuffers, after.arrayBuffers),
    rssMb: megabytes(before.rss, after.rss),
    labelSeconds,
  };
}

/** What is given back is counted out some time after it was collected. */
async function settle(): Promise<void> {
  for (let time = 0; time < 3; time++) {
    globalThis.gc?.();
    await setTimeout(100);
  }
}
