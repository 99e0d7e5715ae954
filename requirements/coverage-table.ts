import type { Requirement } from './manifest.js';

/** How many promises of one reference are shown. */
export interface CoverageRow {
  readonly reference: string;
  readonly promises: number;
  readonly shown: number;
}

/** One row for each reference, in the order of the manifests. */
export function coverageTable(requirements: readonly Requirement[]): readonly CoverageRow[] {
  const references = new Set(requirements.map(({ id }) => id.split('-')[0] ?? ''));
  return [...references].map((reference) => {
    const own = requirements.filter(({ id }) => id.startsWith(`${reference}-`));
    return { reference, promises: own.length, shown: own.filter(({ status }) => status === 'shown').length };
  });
}
