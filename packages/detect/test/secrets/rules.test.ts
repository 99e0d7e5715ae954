import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { SECRET_RULES } from '../../src/secrets/rules.js';
import { drawn, HEX, privateKey, SAMPLES, webToken } from './samples.js';

const { scan } = createSecretScanner();
const typesIn = (text: string): string[] => scan(text).detections.map(({ type }) => type);

const CONTEXTS: readonly ((secret: string) => string)[] = [
  (secret) => secret,
  (secret) => `The key is ${secret}, keep it.`,
  (secret) => `const a = "${secret}";`,
  (secret) => `{"a":"${secret}"}`,
  (secret) => `A=${secret}\n`,
  (secret) => `\`\`\`\n${secret}\n\`\`\``,
  (secret) => `结果：${secret}。`,
];

describe('secrets that have a form of their own', () => {
  it.each(Object.entries(SAMPLES))(
    '[S4-07][S4-66][S4-67][S4-68][S4-69][S4-70][S4-75][S4-76] finds a %s wherever it stands, exactly, and not what looks like one',
    (_, { secret, type, lookAlike }) => {
      for (const context of CONTEXTS) {
        const text = context(secret);
        const { detections } = scan(text);
        expect(detections.map((each) => each.type)).toEqual([type]);
        expect(detections.map(({ start, end }) => text.slice(start, end))).toEqual([secret]);
        expect(typesIn(context(lookAlike))).toEqual([]);
      }
    },
  );

  it('finds the token of a Telegram bot in the address of its interface, whoever serves it', () => {
    const token = SAMPLES['Telegram token']?.secret ?? '';
    const text = `https://tg.example.net/bot${token}/getMe`;
    expect(scan(text).detections.map(({ start, end }) => text.slice(start, end))).toEqual([token]);
  });

  it('[S4-77] finds a secret in a code block like anywhere else', () => {
    const secret = SAMPLES['GitHub token']?.secret ?? '';
    expect(typesIn(`Run this:\n\n\`\`\`sh\nexport GH=${secret}\n\`\`\`\n`)).toEqual(['github']);
    expect(typesIn(`    ${secret}`)).toEqual(['github']);
  });

  it('[S4-71] finds private keys under every header, whole, also in one line of JSON and cut off', () => {
    for (const kind of ['', 'RSA', 'EC', 'DSA', 'OPENSSH', 'ENCRYPTED']) {
      const key = privateKey(kind);
      const [found] = scan(`before\n${key}\nafter`).detections;
      expect(found).toMatchObject({ type: 'private_key', severity: 3, start: 7, end: 7 + key.length });
      expect(typesIn(JSON.stringify({ key }))).toEqual(['private_key']);
      expect(typesIn(key.slice(0, 300))).toEqual(['private_key']);
    }
    const header = ['-----BEGIN', 'PRIVATE', 'KEY-----'].join(' ');
    expect(typesIn(`A key begins with ${header} and then comes base64.`)).toEqual([]);
    expect(typesIn(`| ${header} | a header of a key, ENCRYPTED/RSA/EC/OPENSSH too |`)).toEqual([]);
    expect(typesIn(`${header}\n***\n${header.replace('BEGIN', 'END')}`)).toEqual([]);
  });

  it.each(['postgresql', 'postgres', 'mysql', 'mongodb', 'mongodb+srv', 'redis', 'rediss', 'amqp'])(
    '[S4-72] finds the password in an address of %s, and none where none is',
    (scheme) => {
      const password = drawn(12);
      const text = `url: ${scheme}://app:${password}@db.internal:1234/main`;
      const [found] = scan(text).detections;
      expect(found).toMatchObject({ type: 'db_url', severity: 3 });
      expect(text.slice(found?.start, found?.end)).toBe(password);
      expect(typesIn(`${scheme}://db.internal:1234/main`)).toEqual([]);
      expect(typesIn(`${scheme}://app:\${DB_PASSWORD}@db.internal/main`)).toEqual([]);
      expect(typesIn(`${scheme}://<user>:<password>@db.internal/main`)).toEqual([]);
    },
  );

  it('takes no address for one with a password where its documentation writes letters', () => {
    expect(typesIn('new URL("https://a:b@example.com")')).toEqual([]);
    expect(typesIn(`https://app:${drawn(8)}@example.com`)).toEqual(['db_url']);
  });

  it('finds the password of a connection string, not an assignment in code', () => {
    const password = drawn(10);
    expect(typesIn(`Server=db;Database=main;Uid=app;Pwd=${password};`)).toEqual(['db_url']);
    expect(typesIn('this.user=user;this.password=password;')).toEqual([]);
  });

  it('[S4-74] finds bearer tokens with and without the name of the header', () => {
    const token = drawn(40);
    expect(typesIn(`Authorization: Bearer ${token}`)).toEqual(['bearer']);
    expect(typesIn(`bearer ${token}`)).toEqual(['bearer']);
    expect(typesIn('Authorization: Bearer $TOKEN')).toEqual([]);
    expect(typesIn('the bearer of this letter is authorised')).toEqual([]);
  });

  it('finds web tokens by their header, and basic authentication by what it decodes to', () => {
    expect(typesIn(`cookie=${webToken()}`)).toEqual(['jwt']);
    expect(typesIn(`Authorization: Basic ${Buffer.from(`app:${drawn(9)}`).toString('base64')}`)).toEqual([
      'basic',
    ]);
    expect(typesIn('Authorization: Basic realm')).toEqual([]);
  });

  it('[S4-73] finds passwords that are assigned, not what only speaks of them', () => {
    const password = `${drawn(6)}!9k`;
    for (const text of [
      `password: "${password}"`,
      `PASSWORD=${password}`,
      `db_password = '${password}'`,
      `  "adminPassword": "${password}",`,
      `:password => '${password}'`,
      `<password>${password}</password>`,
      `{\\"password\\":\\"${password}\\"}`,
      `if (password == "${password}") {`,
      `if ("${password}" == password) {`,
    ]) {
      expect(typesIn(text), text).toEqual(['password']);
    }
    for (const text of [
      'password: required_field',
      'password: string;',
      'password: "your-password-here"',
      'password = os.environ["DB_PASSWORD"]',
      'password = getpass()',
      'password: ${DB_PASSWORD}',
      'password={{ vault.db }}',
      'const password = user.password;',
      '"passwordField": "#password9"',
      'password_file: "/run/secrets/db1"',
      '"Password must have 8 characters"',
      'password = "********"',
      "ok ? 'PASS' : 'NOTESTS'",
      'CHALLENGE_PASSWORD: "challengePassword"',
    ]) {
      expect(typesIn(text), text).toEqual([]);
    }
  });

  it('finds what configurations and command lines hold: netrc, hashes, options', () => {
    const password = `${drawn(8)}7`;
    expect(typesIn(`machine example.com login me password ${password}\n`)).toEqual(['password']);
    expect(typesIn(`jdbc:oracle:thin:scott/${password}@db:1521/x`)).toEqual(['db_url']);
    expect(typesIn(['root:', '2b', '12', drawn(53)].join('$'))).toEqual(['password']);
    expect(typesIn(`tool --password ${password} --verbose`)).toEqual(['password']);
    expect(typesIn(`curl -u app:${password} https://example.com`)).toEqual(['basic']);
    expect(typesIn('tool --password-file /run/secret1 and a password tool7x')).toEqual([]);
  });

  it('finds values drawn at random behind the name of a secret, not identifiers and versions', () => {
    expect(typesIn(`apiKey: "${drawn(32, HEX)}"`)).toEqual(['generic']);
    expect(typesIn(`CLIENT_SECRET=${drawn(28)}`)).toEqual(['generic']);
    for (const text of [
      `key_id: "${drawn(32, HEX)}"`,
      'token: "punctuation"',
      'key: "user.profile.name"',
      'publicToken = "1.2.3"',
    ]) {
      expect(typesIn(text), text).toEqual([]);
    }
  });

  it('takes keys that their providers made or published for everybody for none', () => {
    const sample = ['AI', 'zaSyD3asb-2pEZVqMkmL6M9N6nHZRR_znhrh0'].join('');
    expect(typesIn(`api key ${sample}`)).toEqual([]);
    expect(typesIn(`api key ${sample.slice(0, -1)}1`)).toEqual(['google_ai']);
    for (const prefix of ['phc_', 'pk_live_', 'pk_test_', 'sb_publishable_']) {
      expect(typesIn(`posthog_key: '${prefix}${drawn(40)}'`)).toEqual([]);
      expect(typesIn(`posthog_key: 'x${prefix}${drawn(40)}'`)).toEqual(['generic']);
    }
  });

  it('knows by its end whether a key of Anthropic is whole', () => {
    const key = ['sk', '-ant-api03-', drawn(93, 'bcdefg0123456789')].join('');
    expect(typesIn(`${key}AA`)).toEqual(['anthropic']);
    expect(typesIn(`${key}BB`)).toEqual([]);
  });

  it('keeps the most specific of rules that overlap', () => {
    const token = SAMPLES['Slack token']?.secret ?? '';
    expect(scan(`token = "${token}"`).detections.map(({ rule }) => rule)).toEqual(['secret.slack-token']);
  });
});

describe('the table of rules', () => {
  it('has rules with their own names, sticky patterns and messages in both languages', () => {
    expect(new Set(SECRET_RULES.map(({ id }) => id)).size).toBe(SECRET_RULES.length);
    for (const { id, pattern, message, anchors } of SECRET_RULES) {
      expect(id).toMatch(/^secret\.[a-z-]+$/u);
      expect(pattern.sticky, id).toBe(true);
      expect(message.en.length * message.zh.length, id).toBeGreaterThan(0);
      for (const anchor of anchors) expect(anchor, id).toBe(anchor.toLowerCase());
    }
  });

  it('repeats nothing without a bound, and nests no repetition of more than one alternative character', () => {
    for (const { id, pattern } of SECRET_RULES) {
      const bare = pattern.source.replace(/\\./gu, 'e').replace(/\[[^\]]*\]/gu, 'c');
      expect(bare, id).not.toMatch(/[*+]|\{\d+,\}/u);
      // A group that is repeated many times may hold single characters only: its alternatives begin differently.
      for (const [, group = ''] of bare.matchAll(/\(\?:([^()]*)\)\{\d+,\d{2,}\}/gu))
        expect(group, id).not.toMatch(/[{}?]/u);
    }
  });
});
