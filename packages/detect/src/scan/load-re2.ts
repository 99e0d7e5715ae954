import { createRequire } from 'node:module';
import type * as Re2 from 're2js';

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : import.meta.url;

/** Loads the linear-time engine at first use: only a scanner with patterns of its own pays for it. */
export function loadRe2(): typeof Re2 {
  return createRequire(here)('re2js') as typeof Re2;
}
