import { createMemory } from '@sentinel-agentos/memory';

/** Writes events and preferences and says of each, after it was acknowledged, that it was. */
const [dir = '', name = '', count = '0', maxEpisodicSizeKb = '500'] = process.argv.slice(2);
const memory = createMemory({ dir, maxEpisodicSizeKb: Number(maxEpisodicSizeKb) });
for (let index = 0; index < Number(count); index += 1) {
  memory.episodic.record('note', `${name} event ${index}`, { tags: [name], sessionId: name });
  process.stdout.write(`event ${index}\n`);
  if (index % 10 === 0) {
    memory.semantic.setPreference(`${name} ${index}`, index);
    process.stdout.write(`preference ${index}\n`);
  }
  if (index % 25 === 0) memory.semantic.learnRule(`rule of everybody ${index}`, name);
}
