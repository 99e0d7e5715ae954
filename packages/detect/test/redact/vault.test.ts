import { inspect } from 'node:util';
import fc from 'fast-check';
import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { createVault } from '../../src/redact/vault.js';
import type { Detection } from '../../src/detection.js';

const KEY = new Uint8Array(32).fill(7);
const ANYWHERE = { host: 'local', rules: [{ types: ['*'], hosts: ['local'] }] };

function mark(text: string, value: string, type = 'aws', at = text.indexOf(value)): Detection {
  return {
    kind: 'secret',
    rule: `secret.${type}`,
    type,
    severity: 3,
    start: at,
    end: at + value.length,
    encodings: [],
    message: { en: type, zh: type },
  };
}

/** Pieces that make overlaps, placeholders and broken Unicode likely. */
const piece = fc.oneof(
  fc.constantFrom(
    '⟦',
    '⟧',
    '·',
    '⟦AW·',
    '⟦AW·0123456789⟧',
    'ab',
    'aba',
    'abababab',
    '\ud800',
    '🙂',
    '\0',
    '$&',
    '__proto__',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);
const text = fc.array(piece, { maxLength: 30 }).map((pieces) => pieces.join(''));
const marks = fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.constantFrom('aws', 'github', 'nobody-knows-it')), {
  maxLength: 12,
});

function detections(
  value: string,
  raw: readonly (readonly [number, number, string])[],
): readonly Detection[] {
  return raw.map(([from, length, type]) => {
    const start = value.length === 0 ? 0 : from % value.length;
    return mark(value, value.slice(start, start + length), type, start);
  });
}

describe('createVault', () => {
  it('gives every text back byte for byte, whatever was marked in it', () => {
    fc.assert(
      fc.property(text, marks, (value, raw) => {
        const vault = createVault({ sessionKey: KEY });
        const { text: redacted } = vault.redact(value, detections(value, raw));
        expect(vault.hydrate(redacted, ANYWHERE).text).toBe(value);
      }),
      { numRuns: 500 },
    );
  });

  it('gives every text of a long session back, placeholders of the vault among them hydrated', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, marks), { maxLength: 6 }), (texts) => {
        const vault = createVault({ sessionKey: KEY });
        let before = '';
        for (const [own, raw] of texts) {
          const value = own + before;
          const redacted = vault.redact(value, detections(value, raw)).text;
          expect(vault.hydrate(redacted, ANYWHERE).text).toBe(vault.hydrate(value, ANYWHERE).text);
          before = redacted.slice(0, 60);
        }
      }),
    );
  });

  it('leaves no marked value readable', () => {
    fc.assert(
      fc.property(text, marks, (value, raw) => {
        const vault = createVault({ sessionKey: KEY });
        const found = detections(value, raw).filter(({ start, end }) => end - start > 12);
        const { text: redacted } = vault.redact(value, found);
        for (const { start, end } of found) expect(redacted).not.toContain(value.slice(start, end));
      }),
    );
  });

  it('replaces every occurrence, in this text and in later ones, by one placeholder', () => {
    const vault = createVault();
    const secret = ['q9Zr', 'T4mLw8', 'Xc2V'].join('');
    const first = vault.redact(`a=${secret} b=${secret}`, [mark(`a=${secret}`, secret)]);
    expect(first.replaced).toBe(2);
    expect(first.text).toMatch(/^a=(⟦AW·[0-9a-f]{10}⟧) b=\1$/);
    const later = vault.redact(`and again ${secret}!`, []);
    expect(later.text).toBe(`and again ${first.text.slice(2, 17)}!`);
  });

  it('does not look for short values in later texts, where they stand by chance', () => {
    const vault = createVault();
    vault.redact('pin 4711', [mark('pin 4711', '4711')]);
    expect(vault.redact('port 4711', []).text).toBe('port 4711');
  });

  it('masks values that overlap, or lie in each other, as one', () => {
    const vault = createVault();
    const value = 'abcdefghij';
    const { text: redacted, replaced } = vault.redact(value, [
      mark(value, 'abcdef'),
      mark(value, 'efghij', 'github'),
      mark(value, 'cd'),
    ]);
    expect(replaced).toBe(1);
    expect(redacted).toMatch(/^⟦AW·[0-9a-f]{10}⟧$/);
    expect(vault.redact('only efghij', [mark('only efghij', 'efghij')]).text).not.toContain('efghij');
  });

  it('is stable in a session and tells nothing across sessions', () => {
    const secret = 'correct horse battery';
    const one = createVault({ sessionKey: KEY });
    const same = createVault({ sessionKey: KEY });
    const other = createVault();
    const texts = [one, one, same, other].map((vault) => vault.redact(secret, [mark(secret, secret)]).text);
    expect(new Set(texts.slice(0, 3)).size).toBe(1);
    expect(texts[3]).not.toBe(texts[0]);
  });

  it('never hydrates what only looks like a placeholder', () => {
    const vault = createVault();
    const secret = 'correct horse battery';
    const { text: real } = vault.redact(secret, [mark(secret, secret)]);
    const forged = ['⟦AW·0123456789⟧', real.replace('AW', 'GH'), real.toUpperCase(), real.slice(0, -1)];
    for (const one of forged)
      expect(vault.hydrate(one, ANYWHERE)).toEqual({ text: one, hydrated: 0, refused: [] });
    const foreign = createVault().redact(secret, [mark(secret, secret)]).text;
    expect(vault.hydrate(foreign, ANYWHERE).text).toBe(foreign);
  });

  it('keeps its own placeholders as they are when a scanner marks them, and masks what stands beside them', () => {
    const vault = createVault();
    const { text: real } = vault.redact('correct horse', [mark('correct horse', 'correct horse')]);
    const whole = `password=${real}`;
    expect(vault.redact(whole, [mark(whole, real)]).text).toBe(whole);
    const forged = 'password=⟦AW·0123456789⟧';
    expect(vault.redact(forged, [mark(forged, '⟦AW·0123456789⟧')]).text).not.toBe(forged);
  });

  it('masks the new text of a value that begins or ends with a live placeholder', () => {
    const vault = createVault();
    const old = vault.redact('correct horse', [mark('correct horse', 'correct horse', 'password')]).text;
    const rest = ['Zx81', 'QQnew77'].join('');
    for (const value of [old + rest, rest + old, `${rest}${old}${rest}`, `${old}Zx8`]) {
      const whole = `password="${value}" # Zx8`;
      const { text: redacted } = vault.redact(whole, [mark(whole, value, 'password')]);
      expect(redacted).not.toContain(rest);
      expect(redacted).toContain(old);
      expect(redacted.endsWith('" # Zx8')).toBe(true);
      expect(vault.hydrate(redacted, ANYWHERE).text).toBe(vault.hydrate(whole, ANYWHERE).text);
    }
    const quoted = `password="${old}"`;
    expect(vault.redact(quoted, [mark(quoted, `"${old}"`)]).text).toBe(quoted);
  });

  it('hydrates only where the policy names the type and the host', () => {
    const vault = createVault();
    const secret = 'correct horse battery';
    const { text: real } = vault.redact(secret, [mark(secret, secret, 'github')]);
    const rules = [{ types: ['github'], hosts: ['api.github.com', '*.example.com'] }];
    const into = (host: string): string => vault.hydrate(real, { host, rules }).text;
    for (const host of ['api.github.com', 'API.GitHub.com.', 'a.example.com'])
      expect(into(host)).toBe(secret);
    for (const host of [
      '',
      'github.com',
      'example.com',
      'evilexample.com',
      'api.github.com.evil.io',
      'local',
    ])
      expect(into(host)).toBe(real);
    const others = { host: 'api.github.com', rules: [{ types: ['aws'], hosts: ['api.github.com'] }] };
    expect(vault.hydrate(real, others).refused).toEqual([{ placeholder: real, type: 'github' }]);
  });

  it('forgets what was not used for its time to live, and what was used longest ago', () => {
    let now = 0;
    const vault = createVault({ ttlMs: 100, maxValues: 2, clock: { now: () => now } });
    const placeholders = ['first value', 'second value', 'third value'].map(
      (value) => vault.redact(value, [mark(value, value)]).text,
    );
    expect(vault.size).toBe(2);
    expect(vault.hydrate(placeholders.join(), ANYWHERE).hydrated).toBe(2);
    now = 100;
    expect(vault.hydrate(placeholders.join(), ANYWHERE).hydrated).toBe(0);
    expect(vault.size).toBe(0);
  });

  it('masks a value that is too large to be kept, and keeps within its bound', () => {
    const vault = createVault({ maxLength: 100 });
    const large = 'x1'.repeat(200);
    const { text: redacted } = vault.redact(large, [mark(large, large)]);
    expect(redacted).not.toContain('x1x1');
    expect(vault.size).toBe(0);
  });

  it('shows no value when it is printed, serialised or fails', () => {
    const vault = createVault({ sessionKey: KEY });
    vault.redact('correct horse battery', [mark('correct horse battery', 'horse battery')]);
    for (const shown of [inspect(vault, { depth: 9, showHidden: true }), JSON.stringify(vault)])
      expect(shown).not.toContain('battery');
    expect(JSON.stringify(vault)).toBe('{"values":1}');
  });

  it('names the option that makes no sense', () => {
    for (const options of [{ sessionKey: new Uint8Array(8) }, { ttlMs: 0 }, { maxValues: Number.NaN }]) {
      const name = Object.keys(options)[0] ?? '';
      try {
        createVault(options);
        expect.unreachable();
      } catch (error) {
        expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
        expect(String(error)).toContain(name);
      }
    }
  });
});
