import type { Citation } from './citations.js';
import type { Requirement } from './manifest.js';

/** How the promises and the citations fit together. Every list but the last two must be empty. */
export interface Coverage {
  /** What is wrong with the manifests themselves. */
  readonly malformed: readonly string[];
  /** Said to be shown, and nothing shows it. */
  readonly unproven: readonly Requirement[];
  /** Cited, and no manifest knows it. */
  readonly unknown: readonly Citation[];
  /** Not shown, and no issue brings it. */
  readonly forgotten: readonly Requirement[];
  /** Still planned, and already cited: perhaps shown by now. */
  readonly early: readonly Requirement[];
  /** Planned and not cited. */
  readonly open: readonly Requirement[];
}

/** Compares what is promised with what is cited. */
export function compare(requirements: readonly Requirement[], citations: readonly Citation[]): Coverage {
  const known = new Set(requirements.map(({ id }) => id));
  const cited = new Set(citations.map(({ id }) => id));
  const planned = requirements.filter(({ status }) => status !== 'shown');
  return {
    malformed: malformations(requirements),
    unproven: requirements.filter(({ id, status }) => status === 'shown' && !cited.has(id)),
    unknown: citations.filter(({ id }) => !known.has(id)),
    forgotten: planned.filter(({ issue }) => issue === undefined || !/^\d{2}$/.test(issue)),
    early: planned.filter(({ id }) => cited.has(id)),
    open: planned.filter(({ id }) => !cited.has(id)),
  };
}

function malformations(requirements: readonly Requirement[]): readonly string[] {
  const seen = new Set<string>();
  const wrong: string[] = [];
  for (const { id, promise, status } of requirements) {
    if (!/^S\d+-\d{2,}$/.test(id)) wrong.push(`${id}: an id looks like S2-08`);
    if (seen.has(id)) wrong.push(`${id}: listed twice`);
    if (promise.trim() === '') wrong.push(`${id}: has no promise`);
    if (status !== 'shown' && status !== 'planned')
      wrong.push(`${id}: status "${String(status)}" is unknown`);
    seen.add(id);
  }
  return wrong;
}
