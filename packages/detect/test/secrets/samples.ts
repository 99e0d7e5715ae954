/**
 * Credentials for tests, built when a test runs: no file of the project holds anything that looks like one.
 */

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Characters that look drawn at random and are the same in each run (a linear congruential generator). */
export function drawn(length: number, alphabet: string = LETTERS, seed = 7): string {
  let state = seed;
  return Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return alphabet.charAt(Math.floor(state / 65_536) % alphabet.length);
  }).join('');
}

export const HEX = '0123456789abcdef';
const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const URL_SAFE = `${LETTERS}-_`;

const join = (...parts: readonly string[]): string => parts.join('');

/** A credential of every kind, and beside it something that only looks like one. */
export const SAMPLES: Readonly<Record<string, { secret: string; type: string; lookAlike: string }>> = {
  'OpenAI project key': {
    secret: join('sk', '-proj-', drawn(40), 'T3Blbk', 'FJ', drawn(40)),
    type: 'openai',
    lookAlike: join('sk', '-proj-', 'short'),
  },
  'OpenAI key': {
    secret: join('sk', '-', drawn(20), 'T3Blbk', 'FJ', drawn(20)),
    type: 'openai',
    lookAlike: 'task-list-item',
  },
  'Anthropic key': {
    secret: join('sk', '-ant-api03-', drawn(93, URL_SAFE), 'AA'),
    type: 'anthropic',
    lookAlike: join('sk', '-ant-api03-', 'x'.repeat(93), 'AA'),
  },
  'AWS access key id': {
    secret: join('AK', 'IA', drawn(16, BASE32)),
    type: 'aws',
    lookAlike: join('AK', 'IAIOSFODNN7', 'EXAMPLE'),
  },
  'GitHub token': {
    secret: join('gh', 'p_', drawn(36)),
    type: 'github',
    lookAlike: join('gh', 'p_', 'x'.repeat(36)),
  },
  'GitHub fine-grained token': {
    secret: join('github', '_pat_', drawn(22), '_', drawn(59)),
    type: 'github',
    lookAlike: join('github', '_pat_', 'x'.repeat(22), '_', 'x'.repeat(59)),
  },
  'GitLab token': {
    secret: join('gl', 'pat-', drawn(20, URL_SAFE)),
    type: 'gitlab',
    lookAlike: join('gl', 'pat-', 'abc'),
  },
  'Google API key': {
    secret: join('AI', 'za', drawn(35, URL_SAFE)),
    type: 'google_ai',
    lookAlike: join('AI', 'za', 'a'.repeat(35)),
  },
  'Stripe live key': {
    secret: join('sk', '_live_', drawn(24)),
    type: 'stripe',
    lookAlike: join('pk', '_live_', drawn(24)),
  },
  'Stripe test key': {
    secret: join('sk', '_test_', drawn(24)),
    type: 'stripe',
    lookAlike: join('sk', '_test_', '...'),
  },
  'Slack token': {
    secret: join('xo', 'xb-', drawn(12, '123456789'), '-', drawn(24)),
    type: 'slack',
    lookAlike: join('xo', 'xb-', 'x'.repeat(12), '-', 'x'.repeat(12)),
  },
  'npm token': { secret: join('np', 'm_', drawn(36)), type: 'npm', lookAlike: 'npm_config_registry' },
  'Hugging Face token': {
    secret: join('h', 'f_', drawn(34)),
    type: 'huggingface',
    lookAlike: join('h', 'f_', 'x'.repeat(34)),
  },
  'SendGrid key': {
    secret: join('S', 'G.', drawn(22, URL_SAFE), '.', drawn(43, URL_SAFE)),
    type: 'sendgrid',
    lookAlike: 'msg.content.length',
  },
  'Twilio key': {
    secret: join('S', 'K', drawn(32, HEX)),
    type: 'twilio',
    lookAlike: join('AS', 'K', drawn(32, HEX)),
  },
  'Telegram token': {
    secret: join(drawn(9, '123456789'), ':', 'AA', drawn(33, URL_SAFE)),
    type: 'telegram',
    lookAlike: join('12:34', ':AA', 'bcd'),
  },
  'Discord token': {
    secret: join('MT', drawn(24), '.', 'G', drawn(5), '.', drawn(38)),
    type: 'discord',
    lookAlike: 'application.Yearly.summaryOfAllTheThings',
  },
};

/** A JSON Web Token with a header that says so. */
export function webToken(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return join(
    part({ alg: 'HS256', typ: 'JWT' }),
    '.',
    part({ sub: '42', name: 'somebody' }),
    '.',
    drawn(43, URL_SAFE),
  );
}

/** A private key of some kind, as a file holds it. */
export function privateKey(kind: string): string {
  const title = [kind, 'PRIVATE KEY'].filter((word) => word !== '').join(' ');
  const body = Array.from({ length: 8 }, (_, line) => drawn(64, `${LETTERS}+/`, line + 1)).join('\n');
  return join('-----BEGIN ', title, '-----\n', body, '\n-----END ', title, '-----');
}
