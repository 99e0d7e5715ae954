import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { readFileSync } from 'node:fs';
import type { CoreModule } from './plugin.js';

/** One for all copies of a build in a process: by symbol, since every copy is a module of its own. */
const LOADED: unique symbol = Symbol.for('@sentinel-agentos/openclaw-adapter/loaded') as never;

type Process = typeof globalThis & { [LOADED]?: Map<string, CoreModule> };

/**
 * Loads the core that was built beside this file, or gives the one that is loaded. The host copies a plugin and loads
 * it several times in one process, and calls the hooks of one copy and the middleware of another: what they share
 * has to be found across copies. Another build of it is another core. It throws what keeps the core from loading.
 */
export function loadCore(): CoreModule {
  const file = fileURLToPath(new URL('core.cjs', import.meta.url));
  const build = createHash('sha256').update(readFileSync(file)).digest('hex');
  const all = ((globalThis as Process)[LOADED] ??= new Map());
  const known = all.get(build);
  if (known !== undefined) return known;
  const loaded = createRequire(import.meta.url)(file) as CoreModule;
  all.set(build, loaded);
  return loaded;
}
