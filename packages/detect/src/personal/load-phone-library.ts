import { createRequire } from 'node:module';
import type * as Phone from 'libphonenumber-js/min';

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : import.meta.url;

/** Loads the numbering plans at the first candidate, so that a scanner that sees none never pays for them. */
export function loadPhoneLibrary(): typeof Phone {
  return createRequire(here)('libphonenumber-js/min') as typeof Phone;
}
