import type { EpisodicMemory } from '../episodic/episodic-memory.js';
import type { SemanticMemory } from '../semantic/semantic-memory.js';
import type { Trust } from '../trust.js';

/** Something that is kept apart until the owner releases or forgets it. */
export interface Quarantined {
  readonly id: string;
  readonly tier: 'episodic' | 'semantic';
  /** The kind of event or item. */
  readonly kind: string;
  readonly text: string;
  readonly trust: Trust;
  /** Names of what the screen found. */
  readonly reason: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly sources: readonly string[];
}

/** Everything that is kept apart, events first, each in the order it came. */
export function quarantinedOf(episodic: EpisodicMemory, semantic: SemanticMemory): readonly Quarantined[] {
  return [
    ...episodic.quarantined().map((event): Quarantined => {
      const { id, type, text, trust, quarantine, ts, sourceIds } = event;
      return {
        id,
        tier: 'episodic',
        kind: type,
        text,
        trust,
        reason: quarantine ?? '',
        at: ts,
        sources: sourceIds,
      };
    }),
    ...semantic.quarantined().map((item): Quarantined => {
      const { id, kind, slot, value, trust, quarantine, validFrom, sources } = item;
      const said = typeof value === 'string' ? value : JSON.stringify(value);
      const text = kind === 'fact' || kind === 'rule' ? said : `${slot}: ${said}`;
      return { id, tier: 'semantic', kind, text, trust, reason: quarantine ?? '', at: validFrom, sources };
    }),
  ];
}
