const MASK = '***';

/**
 * Well-known shapes of credentials. A second line of defence: secret parameters are already masked where
 * they are known to be secret. Every pattern is linear in the length of the text.
 *
 * Not the `MemoryScreen`, which knows many more and is the one place where stored text is screened as a whole. These
 * few are for where there is no screen or none may be asked: a memory used by itself or with detection turned off, a
 * screen that broke down, an argument quoted in an error, and targets that are cut before they are stored, so that no
 * half of a credential passes a screen that would know the whole.
 */
const SHAPES: readonly (readonly [RegExp, string])[] = [
  [/\b(?:sk|pk|rk)[-_](?:live[-_]|test[-_]|ant[-_]|proj[-_])?[A-Za-z0-9_-]{12,}/g, MASK],
  [/\b(?:gh[opsur]_|github_pat_|glpat-|npm_|xox[abeprs]-|AIza|hf_)[A-Za-z0-9_-]{10,}/g, MASK],
  [/\b(?:AKIA|ASIA)[A-Z0-9]{12,}/g, MASK],
  [/\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, MASK],
  [/(:\/\/[^\s/:@]{0,200}:)[^\s/@]{1,500}@/g, `$1${MASK}@`],
  [/\b((?:bearer|basic)\s+)[A-Za-z0-9+/=._~-]{6,}/gi, `$1${MASK}`],
  [
    /((?:token|secret|passwd|password|pwd|api[-_]?key|access[-_]?key|private[-_]?key)["']?\s{0,4}[=:]\s{0,4})(?:"[^"]*"|'[^']*'|[^\s"'&;]+)/gi,
    `$1${MASK}`,
  ],
  [/(--?(?:token|secret|password|pass|api-key)\s+)(?:"[^"]*"|'[^']*'|[^\s"']+)/gi, `$1${MASK}`],
  [/-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----[\s\S]*/g, MASK],
];

/** Replaces what looks like a credential with `***`. */
export function maskSecrets(text: string): string {
  let masked = text;
  for (const [shape, replacement] of SHAPES) masked = masked.replace(shape, replacement);
  return masked;
}
