import { basename } from 'node:path/posix';
import type { FileFacts } from '../facts/file-facts.js';

/** A file beside a secret one that says the same without the secret. */
interface Twin {
  /** Names of the secret file. */
  readonly of: RegExp;
  /** Names of its public twins; `$&` stands for the matched part. The first one is usual enough to be named unseen. */
  readonly to: readonly string[];
  readonly usual: boolean;
}

const TWINS: readonly Twin[] = [
  {
    of: /^\.env(?:\.(?:local|development|production|staging))?$/u,
    to: ['.env.example', '.env.sample', '.env.template', '.env.dist'],
    usual: true,
  },
  { of: /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/u, to: ['$&.pub'], usual: true },
  { of: /^shadow-?$/u, to: ['passwd'], usual: true },
  {
    of: /\.(?:json|ya?ml|toml|ini|properties)$/u,
    to: ['.example$&', '.sample$&', '.template$&'],
    usual: false,
  },
  { of: /$/u, to: ['.example', '.sample', '.template', '.pub'], usual: false },
];

/** Paths to read instead of a secret: those that are there, otherwise one that usually is. */
export function twinsOf(written: string, target: string, facts: FileFacts): readonly string[] {
  const name = basename(target);
  const twin = TWINS.find(({ of }) => of.test(name));
  // A link shows another name than it leads to.
  if (twin === undefined || basename(written) !== name) return [];
  const names = TWINS.filter(({ of }) => of.test(name)).flatMap(({ of, to }) =>
    to.map((each) => name.replace(of, each)),
  );
  const there = names.filter((each) => facts.kind(target.slice(0, -name.length) + each) !== null);
  const [usual] = twin.usual ? names : [];
  const chosen = there[0] ?? usual;
  return chosen === undefined ? [] : [written.slice(0, written.length - name.length) + chosen];
}
