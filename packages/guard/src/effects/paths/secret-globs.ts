import { matchesGlob } from './glob-targets.js';

/** Secrets that are at the same place for everybody, by the folders and the name that tell them apart. */
const WELL_KNOWN: readonly (readonly string[])[] = [
  '.env',
  '.env.local',
  '.env.production',
  '.netrc',
  '.pgpass',
  '.npmrc',
  '.pypirc',
  '.git-credentials',
  '.vault-token',
  'id_rsa',
  'id_ed25519',
  '.ssh/id_rsa',
  '.ssh/id_ed25519',
  '.ssh/id_ecdsa',
  '.aws/credentials',
  '.kube/config',
  '.docker/config.json',
  '.gnupg/secring.gpg',
  '.azure/accesstokens.json',
].map((path) => path.split('/'));
const WILD = /[*?[]/;

/**
 * Whether a pattern that the disk has no answer for would match a secret where there is one: `~/.s*h/id_*`.
 * The pattern must spell at least two letters of each part, or it is written for everything and not for secrets.
 */
export function mayMatchSecret(pattern: string): boolean {
  if (!WILD.test(pattern) || pattern.length > 256) return false;
  const parts = pattern.toLowerCase().split('/');
  return WELL_KNOWN.some((known) => {
    if (known.length > parts.length) return false;
    const tail = parts.slice(-known.length);
    return (
      tail.some((part) => WILD.test(part)) &&
      known.every((name, index) => {
        const part = tail[index] ?? '';
        if (part === name) return true;
        return (
          WILD.test(part) &&
          part.replaceAll(/\*|\?|\[[^\]]*\]/g, '').length >= 2 &&
          (!name.startsWith('.') || part.startsWith('.')) &&
          matchesGlob(name, part)
        );
      })
    );
  });
}
