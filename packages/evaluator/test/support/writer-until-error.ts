import { SentinelError } from '@sentinel-agentos/core';
import { completedCall } from './plain-call.js';
import { createEvaluator } from '../../src/index.js';

/** Assesses calls until that fails, then prints how it failed and how many count. */
const [dir = ''] = process.argv.slice(2);
const evaluator = createEvaluator({ dir });
try {
  for (let index = 0; index < 10_000; index += 1) evaluator.assess(completedCall(`call_${index}`));
} catch (error) {
  const code = SentinelError.is(error) ? error.code : String(error);
  process.stdout.write(JSON.stringify({ code, counted: evaluator.getProfile().operations.total }));
}
