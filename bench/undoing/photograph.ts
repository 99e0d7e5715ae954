import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join, relative } from 'node:path';

/** What lies below a folder, by relative path: kind, permissions, and bytes or link target as one comparable text. */
export type Photo = ReadonlyMap<string, string>;

/** Looks at everything below a folder. Names of one file show that they are. */
export function photograph(folder: string): Photo {
  const photo = new Map<string, string>();
  const firstNames = new Map<string, string>();
  const look = (at: string): void => {
    for (const name of readdirSync(at).sort()) {
      const path = join(at, name);
      const shown = relative(folder, path);
      const stat = lstatSync(path);
      const mode = (stat.mode & 0o7777).toString(8);
      if (stat.isSymbolicLink()) photo.set(shown, `link ${readlinkSync(path)}`);
      else if (stat.isDirectory()) {
        photo.set(shown, `folder ${mode}`);
        look(path);
      } else {
        const inode = `${stat.dev}:${stat.ino}`;
        const first = firstNames.get(inode);
        firstNames.set(inode, first ?? shown);
        const hash = createHash('sha256').update(readFileSync(path)).digest('hex');
        photo.set(shown, `file ${mode} ${hash}${first === undefined ? '' : ` same as ${first}`}`);
      }
    }
  };
  look(folder);
  return photo;
}

/** Paths that differ, each with what was expected and what is there. */
export function differences(expected: Photo, found: Photo): readonly Difference[] {
  return [...new Set([...expected.keys(), ...found.keys()])].flatMap((path) => {
    const [wanted, got] = [expected.get(path) ?? 'nothing', found.get(path) ?? 'nothing'];
    return wanted === got ? [] : [{ path, wanted, got }];
  });
}

export interface Difference {
  readonly path: string;
  readonly wanted: string;
  readonly got: string;
}
