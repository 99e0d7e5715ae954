import { createFlowLedger } from '@sentinel-agentos/detect';

/** Something that is told secrets and then looks at what is sent. */
export interface Finder {
  readonly name: string;
  learn(id: string, secret: string): void;
  /** The id of the secret that it sees leaving; `null` when it sees none. */
  see(destination: string, text: string): string | null;
  /** Takes note that the text was sent. */
  sent(destination: string, text: string): void;
}

export function ledgerFinder(key: Uint8Array): Finder {
  const ledger = createFlowLedger({ sessionKey: key, maxDestinations: 64 });
  return {
    name: 'flow ledger',
    learn(id, secret) {
      const found = {
        kind: 'secret',
        rule: 'secret.bench',
        type: 'bench',
        severity: 3,
        start: 0,
        end: secret.length,
        encodings: [],
        message: { en: '', zh: '' },
      } as const;
      ledger.label(id, secret, { integrity: 'trusted', confidentiality: 'public' }, [found]);
    },
    see(destination, text) {
      const { findings } = ledger.check({ destination, text });
      const finding = findings.find(({ rule }) => rule === 'flow.secret' || rule === 'flow.incomplete');
      return finding === undefined ? null : (finding.sources[0] ?? finding.rule);
    },
    sent: (destination, text) => ledger.sent({ destination, text }),
  };
}

/** Control: looks for the secret as it is. */
export function substringFinder(): Finder {
  const secrets = new Map<string, string>();
  return {
    name: 'substring',
    learn: (id, secret) => secrets.set(secret, id),
    see: (_, text) => includedIn(secrets, text),
    sent: () => undefined,
  };
}

/** Control: looks for it also in what base64, hex and URL decoding give. */
export function decodingFinder(): Finder {
  const secrets = new Map<string, string>();
  return {
    name: 'base64/hex/URL',
    learn: (id, secret) => secrets.set(secret, id),
    see(_, text) {
      const views = [text];
      for (const [run] of text.matchAll(/[A-Za-z0-9+/_-]{16,}/g)) {
        views.push(Buffer.from(run, 'base64').toString('latin1'));
        if (/^[0-9a-f]+$/i.test(run)) views.push(Buffer.from(run, 'hex').toString('latin1'));
      }
      try {
        views.push(decodeURIComponent(text));
      } catch {
        // Not an encoded text.
      }
      for (const view of views) {
        const found = includedIn(secrets, view);
        if (found !== null) return found;
      }
      return null;
    },
    sent: () => undefined,
  };
}

function includedIn(secrets: ReadonlyMap<string, string>, text: string): string | null {
  for (const [secret, id] of secrets) if (text.includes(secret)) return id;
  return null;
}
