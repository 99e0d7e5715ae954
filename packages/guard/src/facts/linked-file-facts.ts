import { posix } from 'node:path';
import type { FileFacts } from './file-facts.js';

/** Links followed one after another before the rest is taken as written. */
const MAX_HOPS = 8;

/** File facts as they are once a call has made `links`: absolute paths of links to absolute paths. */
export function linkFileFacts(facts: FileFacts, links: ReadonlyMap<string, string>): FileFacts {
  const through = (path: string): string => {
    let at = path;
    for (let hop = 0; hop < MAX_HOPS; hop += 1) {
      const link = linkIn(at, links);
      if (link === null) break;
      at = posix.join(links.get(link) ?? '/', at.slice(link.length));
    }
    return at;
  };
  return {
    home: facts.home,
    temp: facts.temp,
    kind(path) {
      if (links.size === 0) return facts.kind(path);
      if (links.has(path)) return 'symlink';
      return facts.kind(posix.join(through(posix.dirname(path)), posix.basename(path)));
    },
    realpath(path) {
      if (links.size === 0) return facts.realpath(path);
      const real = facts.realpath(through(path));
      const further = through(real);
      return further === real ? real : facts.realpath(further);
    },
    list: (path) => facts.list(through(path)),
  };
}

/** The outermost link that a path leads through. */
function linkIn(path: string, links: ReadonlyMap<string, string>): string | null {
  let found: string | null = null;
  for (const link of links.keys()) {
    const isIn = path === link || path.startsWith(`${link}/`);
    if (isIn && (found === null || link.length < found.length)) found = link;
  }
  return found;
}
