import { join } from 'node:path';
import { readFileSync } from 'node:fs';

/** The registry that a package's `publishConfig` names for itself; null when it names none. */
export function publishRegistry(folder: string, name: string): string | null {
  let manifest: unknown;
  try {
    manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  } catch {
    return null;
  }
  const { publishConfig } = (manifest ?? {}) as { readonly publishConfig?: unknown };
  if (typeof publishConfig !== 'object' || publishConfig === null) return null;
  const config = publishConfig as Readonly<Record<string, unknown>>;
  const named = config[`${name.split('/')[0]}:registry`] ?? config['registry'];
  return typeof named === 'string' && /^https?:\/\//.test(named) ? named : null;
}
