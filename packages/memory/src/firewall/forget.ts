import type { EpisodicMemory } from '../episodic/episodic-memory.js';
import type { SemanticMemory } from '../semantic/semantic-memory.js';
import type { WorkingMemory } from '../working/working-memory.js';
import { parseForgetTarget, type ForgetReport, type ForgetTarget } from './forget-target.js';

/** Makes what forgets in every store at once. Events go first, so that facts derived from them follow. */
export function createForget(
  episodic: EpisodicMemory,
  semantic: SemanticMemory,
  working: WorkingMemory,
): (target: ForgetTarget) => ForgetReport {
  return (target) => {
    const { by, value } = parseForgetTarget(target);
    switch (by) {
      case 'id': {
        const events = episodic.forget(value);
        const wasItem = semantic.forget(value) ? 1 : 0;
        return { events: events.length, items: wasItem + semantic.forgetSources([value, ...events]) };
      }
      case 'source': {
        const events = episodic.forget(value);
        return { events: events.length, items: semantic.forgetSources([value, ...events]) };
      }
      case 'session': {
        working.clear(value);
        const events = episodic.forgetSession(value);
        return { events: events.length, items: semantic.forgetSources([value, ...events]) };
      }
    }
  };
}
