import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the repository. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The condition under which a package of this house resolves to its TypeScript source instead of its build. */
export const SOURCE_CONDITION = '@sentinel-agentos/source';

/**
 * @typedef {{ [condition: string]: string | Record<string, string> }} ExportConditions
 * @typedef {{
 *   name: string, version?: string, private?: boolean,
 *   exports?: Record<string, string | ExportConditions>,
 *   bin?: Record<string, string>, scripts?: Record<string, string>,
 *   dependencies?: Record<string, string>, peerDependencies?: Record<string, string>, devDependencies?: Record<string, string>,
 * }} Manifest
 * @typedef {{ name: string, dir: string, folder: string, manifest: Manifest }} Package `folder` is relative to ROOT.
 * @typedef {{ specifier: string, source: string }} Entry a public import path and the source file (absolute) behind it
 */

/**
 * The packages that users install, in alphabetical order of their folders.
 *
 * @returns {Package[]}
 */
export function publicPackages() {
  return packagesIn('packages').filter(({ manifest }) => manifest.private !== true);
}

/**
 * The self-checking programs of `examples/`.
 *
 * @returns {Package[]}
 */
export function examples() {
  return packagesIn('examples').filter(({ manifest }) => manifest.scripts?.['start'] !== undefined);
}

/**
 * What `import` may name in a package, read from its `exports`.
 *
 * @param {Package} pkg
 * @returns {Entry[]}
 */
export function publicEntries({ name, dir, manifest }) {
  /** @type {Entry[]} */
  const entries = [];
  for (const [path, target] of Object.entries(manifest.exports ?? {})) {
    const source = typeof target === 'string' ? undefined : target[SOURCE_CONDITION];
    if (typeof source === 'string')
      entries.push({ specifier: name + path.slice(1), source: join(dir, source) });
  }
  return entries;
}

/**
 * @param {string} parent
 * @returns {Package[]}
 */
function packagesIn(parent) {
  return readdirSync(join(ROOT, parent))
    .sort()
    .filter((folder) => existsSync(join(ROOT, parent, folder, 'package.json')))
    .map((folder) => {
      const dir = join(ROOT, parent, folder);
      const manifest = /** @type {Manifest} */ (JSON.parse(readFileSync(join(dir, 'package.json'), 'utf8')));
      return { name: manifest.name, dir, folder: `${parent}/${folder}`, manifest };
    });
}
