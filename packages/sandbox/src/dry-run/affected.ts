import type { EffectVerb } from '@sentinel-agentos/core';

/** A file that a call would change. `path` is null when the call does not tell which. */
export type AffectedFile = {
  readonly verb: 'fs.write' | 'fs.delete' | 'fs.chmod';
  readonly path: string | null;
};

/** A place outside this machine that a call would reach. */
export type Reached = { readonly verb: EffectVerb; readonly destination: string | null };
