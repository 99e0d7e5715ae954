import { join } from 'node:path';
import { readFileSync } from 'node:fs';

/** What npm runs of a package when it packs and publishes its folder. */
const AT_PUBLISH = [
  'prepublish',
  'prepublishOnly',
  'prepare',
  'preprepare',
  'postprepare',
  'prepack',
  'postpack',
  'publish',
  'postpublish',
];

/** Names of the scripts of a package that may change its files while it is published. */
export function lifecycleScripts(folder: string): readonly string[] {
  try {
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
      readonly scripts?: unknown;
    } | null;
    const scripts = manifest?.scripts;
    if (typeof scripts !== 'object' || scripts === null) return [];
    return AT_PUBLISH.filter((name) => Object.hasOwn(scripts, name));
  } catch {
    return [];
  }
}
