import type { FileFacts } from './file-facts.js';

/**
 * File facts for one reading: what was looked at is not looked at again. That saves system calls, and two looks
 * of one reading can't disagree while the disk changes.
 */
export function rememberFileFacts(facts: FileFacts): FileFacts {
  return {
    home: facts.home,
    temp: facts.temp,
    kind: remembered((path) => facts.kind(path)),
    realpath: remembered((path) => facts.realpath(path)),
    list: remembered((path) => facts.list(path)),
  };
}

function remembered<T>(look: (path: string) => T): (path: string) => T {
  const seen = new Map<string, T>();
  return (path) => {
    const known = seen.get(path);
    if (known !== undefined || seen.has(path)) return known as T;
    const found = look(path);
    seen.set(path, found);
    return found;
  };
}
