import { SentinelError } from '@sentinel-agentos/core';
import { createMemory } from '@sentinel-agentos/memory';

/** Writes until the disk refuses, then says with what code and what was acknowledged before. */
const [dir = '', kind = 'event', maxEpisodicSizeKb = '500'] = process.argv.slice(2);
let acknowledged = 0;
try {
  const memory = createMemory({ dir, maxEpisodicSizeKb: Number(maxEpisodicSizeKb) });
  for (; acknowledged < 2_000; acknowledged += 1) {
    if (kind === 'event') memory.episodic.record('note', `event ${acknowledged} ${'x'.repeat(500)}`);
    else memory.semantic.setPreference(`key ${acknowledged}`, 'x'.repeat(500));
  }
  process.stdout.write('never refused\n');
} catch (error) {
  process.stdout.write(`${SentinelError.is(error) ? error.code : String(error)} ${acknowledged}\n`);
}
