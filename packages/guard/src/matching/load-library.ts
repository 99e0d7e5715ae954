import { createRequire } from 'node:module';
import type * as Minimatch from 'minimatch';
import type * as Re2 from 're2js';
import type * as Toml from 'smol-toml';
import type * as Yaml from 'yaml';
import type * as Zod from 'zod';

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : import.meta.url;

/**
 * Loads a dependency at first use. Importing the guard must stay cheap, and a guard without patterns,
 * globs or rules files never pays for the engines behind them.
 */
export function loadRe2(): typeof Re2 {
  return createRequire(here)('re2js') as typeof Re2;
}

/** Loads minimatch at first use. See {@link loadRe2}. */
export function loadMinimatch(): typeof Minimatch {
  return createRequire(here)('minimatch') as typeof Minimatch;
}

/** Loads zod at first use. See {@link loadRe2}. */
export function loadZod(): typeof Zod {
  return createRequire(here)('zod') as typeof Zod;
}

/** Loads the YAML library at first use. See {@link loadRe2}. */
export function loadYaml(): typeof Yaml {
  return createRequire(here)('yaml') as typeof Yaml;
}

/** Loads the TOML library at first use. See {@link loadRe2}. */
export function loadToml(): typeof Toml {
  return createRequire(here)('smol-toml') as typeof Toml;
}
