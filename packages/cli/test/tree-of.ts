import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything below a folder: kinds, modes, times of change and bytes, by path. */
export function treeOf(folder: string): Readonly<Record<string, string>> {
  const entries: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const path = join(folder, name);
    const { mode, mtimeMs } = lstatSync(path);
    const bytes = lstatSync(path).isFile() ? readFileSync(path).toString('base64') : '';
    entries[name] = `${mode} ${mtimeMs} ${bytes}`;
  }
  return entries;
}
