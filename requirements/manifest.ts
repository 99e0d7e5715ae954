import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../scripts/house/workspace.mjs';

/** One promise of a reference document, in our own words, and where it stands. */
export interface Requirement {
  readonly id: string;
  readonly promise: string;
  /** `shown`: a test or an example cites the id and proves it. `planned`: the issue named brings it. */
  readonly status: 'shown' | 'planned';
  readonly issue?: string;
}

/** All promises of all manifests `requirements/S<n>.json`, in the order of their files. */
export function readManifests(): readonly Requirement[] {
  const folder = join(ROOT, 'requirements');
  return readdirSync(folder)
    .filter((file) => /^S\d+\.json$/.test(file))
    .sort()
    .flatMap((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Requirement[]);
}
