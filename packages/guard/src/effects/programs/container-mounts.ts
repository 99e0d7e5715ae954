import { UNKNOWN } from '../paths/locate.js';
import { trimEnd } from '../paths/trim-end.js';
import { placeOf } from '../shell/file-acts.js';
import type { Shell } from '../shell/shell-state.js';
import type { ParsedArguments } from './parsed-arguments.js';

/** A folder of the machine that a container sees as a folder of its own. */
export interface Mount {
  /** Absolute path on the machine. */
  readonly source: string;
  /** Absolute path inside. */
  readonly target: string;
}

const MAX_MOUNTS = 16;

/** The mounts that options such as `-v HERE:THERE`, `--mount type=bind,src=…` and `--bind` ask for. Volumes with names are none. */
export function mountsOf({ options }: ParsedArguments, shell: Shell): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const { name, value } of options) {
    if (value === null || mounts.length >= MAX_MOUNTS) continue;
    const [source = '', target = ''] = /^(?:-v|--volume|-B|--bind)$/.test(name)
      ? value.text.split(':')
      : name === '--mount'
        ? [fieldOf(value.text, /^(?:src|source)$/), fieldOf(value.text, /^(?:dst|destination|target)$/)]
        : [];
    // `C:\x:/y` and names of volumes are no folders of this machine.
    if (!/^[/.~]/.test(source) || source.startsWith(UNKNOWN)) continue;
    const path = source.startsWith('~/') ? shell.reading.world.facts.home + source.slice(1) : source;
    mounts.push({
      source: placeOf(shell, path).path,
      target: trimEnd(target === '' ? source : target, '/') || '/',
    });
  }
  return mounts;
}

function fieldOf(text: string, name: RegExp): string {
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    if (at > 0 && name.test(part.slice(0, at))) return part.slice(at + 1);
  }
  return '';
}
