import { completedCall } from './plain-call.js';
import { createEvaluator } from '../../src/index.js';

/** Assesses so many calls and says after each that it is written. */
const [dir = '', name = '', count = '0', maxFileBytes = '1'] = process.argv.slice(2);
const evaluator = createEvaluator({ dir, maxFileBytes: Number(maxFileBytes) });
for (let index = 0; index < Number(count); index += 1) {
  evaluator.assess(completedCall(`${name}_${index}`));
  process.stdout.write('.');
}
