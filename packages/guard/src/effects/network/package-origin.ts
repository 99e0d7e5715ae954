import { FORGES, REGISTRIES } from '../tables/package-origins.js';
import { addressClassOf } from './address-class.js';
import { hostsOf } from './url-host.js';

/**
 * Whose word one takes for a package or a repository:
 * `here` this machine; `registry` an ecosystem's own; `forge` a repository with a public name; `stranger` any other
 * place, or one whose answer may be changed on the way; `unknown` when the text does not tell.
 */
export type PackageOrigin = 'here' | 'registry' | 'forge' | 'stranger' | 'unknown';

const MAX_ADDRESS = 2048;
const ADDRESS =
  /^(?:[\w.-]+(?:\[[^\]]*\])?\s*@\s*)?(?:(?:git|hg|svn|bzr)\+)?((?:https?|ssh|git|ftp):\/\/\S+)$/i;
/** `user@host:path`, as Git and scp write it. */
const SCP = /^(?:git\+)?(?:ssh:\/\/)?[\w.-]+@([\w.-]+):(?!\/\/)\S+$/;

/** Where an argument of a package manager or of Git points to. Null when it is no address. */
export function originOf(text: string): PackageOrigin | null {
  if (text.length > MAX_ADDRESS) return 'unknown';
  const url = ADDRESS.exec(text)?.[1];
  if (url !== undefined) return originOfUrl(url);
  const host = SCP.exec(text)?.[1];
  if (host === undefined) return null;
  if (FORGES.has(host.toLowerCase())) return 'forge';
  return addressClassOf(`ssh://${host}/`) === 'loopback' ? 'here' : 'stranger';
}

function originOfUrl(url: string): PackageOrigin {
  const hosts = hostsOf(url);
  const [host = ''] = hosts;
  if (hosts.length !== 1) return 'stranger';
  if (host.includes('\0')) return 'unknown';
  if (addressClassOf(url) === 'loopback') return 'here';
  if (/^(?:http|ftp|git):/i.test(url)) return 'stranger';
  if (REGISTRIES.has(host)) return 'registry';
  return FORGES.has(host) ? 'forge' : 'stranger';
}
