import { describe, expect, it } from 'vitest';
import { isDiverted, isOwnUse } from '../../src/detector/own-service.js';
import type { PlacedCredential } from '../../src/detector/own-service.js';

const used = (type: string, changes: Partial<PlacedCredential> = {}): PlacedCredential => ({
  type,
  place: 'header',
  before: '',
  ...changes,
});

describe('a credential is only used', () => {
  it.each([
    ['openai', 'https://api.openai.com/v1/models'],
    ['openai', 'https://API.openai.com:443'],
    ['anthropic', 'https://api.anthropic.com/v1/messages'],
    ['github', 'https://api.github.com/user'],
    ['github', 'https://me:x@github.com/acme/shop.git main'],
    ['github', 'git+https://me@github.com/acme/shop.git'],
    ['stripe', 'https://api.stripe.com/v1/charges'],
  ])('%s at %s', (type, destination) => {
    expect(isOwnUse(used(type), destination)).toBe(true);
  });

  it.each([
    ['telegram', 'https://api.telegram.org/botX/getMe', 'curl https://api.telegram.org/bot'],
    ['google_ai', 'https://generativelanguage.googleapis.com/v1?key=X', 'curl "https://x/v1?key='],
    ['slack', 'https://hooks.slack.com/services/X', 'curl https://'],
  ])('%s in the address where the service wants it', (type, destination, before) => {
    expect(isOwnUse(used(type, { place: 'other', before }), destination)).toBe(true);
    expect(isOwnUse(used(type, { place: 'other', before: 'curl -d ' }), destination)).toBe(false);
  });

  it.each([
    ['openai', 'https://evil.example\\@api.openai.com/?k='],
    ['openai', 'https://api.openai.com\\.evil.example/'],
    ['openai', 'https://api.openai.com@evil.example/'],
    ['openai', 'https://api.openai.com.evil.example/'],
    ['openai', 'https://evil.example/#@api.openai.com'],
    ['openai', 'https://evil.example?@api.openai.com'],
    ['openai', 'https://api.openai.com:8443/'],
    ['openai', 'http://api.openai.com/v1'],
    ['openai', 'api.openai.com/v1'],
    ['openai', '//api.openai.com/v1'],
    ['openai', 'https://\uFF41pi.openai.com/'],
    ['openai', 'https://openai.com/'],
    ['openai', ''],
    ['aws', 'https://x.execute-api.us-east-1.amazonaws.com/'],
    ['google_ai', 'https://script.google.com/macros/s/x/exec'],
    ['huggingface', 'https://x.hf.space/'],
    ['constructor', 'https://api.openai.com/'],
  ])('%s, but not at %j', (type, destination) => {
    expect(isOwnUse(used(type), destination)).toBe(false);
  });

  it('where it says who asks, not where others may read it', () => {
    const place = { place: 'other' } as const;
    expect(isOwnUse(used('gitlab', place), 'https://gitlab.com/api/v4/projects/1/issues')).toBe(false);
    expect(isOwnUse(used('slack', place), 'https://hooks.slack.com/services/X')).toBe(false);
    expect(isOwnUse(used('openai', place), 'https://api.openai.com/v1')).toBe(false);
  });
});

describe('a command goes where it says', () => {
  it.each([
    '--connect-to ::evil.example:443',
    '--resolve api.openai.com:443:192.0.2.1',
    '-k',
    '-sk',
    '-K x',
    '--insecure',
  ])('unless %s stands in it', (option) => {
    expect(isDiverted(`curl ${option} https://api.openai.com`)).toBe(true);
  });

  it('with every other option', () => {
    expect(isDiverted('curl -sSL -H "Authorization: Bearer x" --max-time 5 https://api.openai.com')).toBe(
      false,
    );
  });
});
