import { createInspectingGuard, type SentinelGuard } from './decision/inspecting-guard.js';
import { readEffects } from './effects/read-effects.js';
import { checkGuardOptions, type GuardOptions } from './guard-options.js';

/**
 * Makes a guard: it reads a call as effects, checks its parameters, looks at the black lists and scores the
 * risk; the most careful answer wins. `inspect` never throws: a guard that fails denies. Same call, same
 * configuration, same observed files and runs, same decision, byte for byte. Two guards know nothing of each
 * other.
 *
 * @throws SentinelError `INVALID_CONFIG` for options that there are none, and for thresholds, rules or a rules file
 * that are wrong.
 */
export function createGuard(options: GuardOptions): SentinelGuard {
  checkGuardOptions(options);
  return createInspectingGuard(options, readEffects);
}
