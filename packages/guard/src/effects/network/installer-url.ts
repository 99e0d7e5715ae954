import { INSTALLER_ORIGINS, INSTALLER_REPOSITORIES } from '../tables/installer-origins.js';

const MAX_URL = 2048;
/** HTTPS to a plain host: no user, no other port, nothing unknown before the path. */
const PLAIN_HTTPS = /^https:\/\/([a-z0-9.-]+)(?::443)?(\/[^\\]*)?$/i;
/** Segments that lead out of a folder, also in disguise: `curl` follows them itself. */
const LEADS_OUT = /(?:^|\/)(?:\.|%2e){2}(?:\/|\?|$)|%2f|%5c/i;
/**
 * `/owner/name/REF/…` of a raw file. Only a branch or a version that the owner must have made: under the digest of a
 * commit or the number of a pull request, the files of strangers are served too.
 */
const RAW_FILE =
  /^\/([^/]+\/[^/]+)\/(?:refs\/(?:heads|tags)\/)?(?:HEAD|main|master|stable|release|v?\d+\.[\w.-]*)\/[^?]+$/;
const RELEASE_FILE = /^\/([^/]+\/[^/]+)\/releases\/(?:latest\/download|download\/[^/]+)\/[^?]+$/;

/**
 * Whether a URL is where a publisher hands out its own installer. An unknown part, such as a version, may only stand
 * where nothing but that publisher's files can be reached.
 */
export function isPublishedInstaller(url: string): boolean {
  const match = url.length > MAX_URL ? null : PLAIN_HTTPS.exec(url);
  if (match === null) return false;
  const host = (match[1] ?? '').toLowerCase();
  const path = match[2] ?? '/';
  if (LEADS_OUT.test(path)) return false;
  if (host === 'raw.githubusercontent.com') return isOwn(RAW_FILE, path);
  if (host === 'github.com') return isOwn(RELEASE_FILE, path);
  const begins = Object.hasOwn(INSTALLER_ORIGINS, host) ? INSTALLER_ORIGINS[host] : undefined;
  return begins?.some((begin) => begin === '/' || (path.startsWith(begin) && !path.includes('\0'))) === true;
}

function isOwn(form: RegExp, path: string): boolean {
  const repository = path.includes('\0') ? undefined : form.exec(path)?.[1];
  return repository !== undefined && INSTALLER_REPOSITORIES.has(repository.toLowerCase());
}
