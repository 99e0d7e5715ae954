import { describe, expect, it } from 'vitest';
import { createSecretScanner } from '../../src/scan/secret-scanner.js';
import { drawn, HEX } from './samples.js';

const { scan } = createSecretScanner();
const rulesIn = (text: string): string[] => scan(text).detections.map(({ rule }) => rule);

describe('values behind the name of a provider', () => {
  const commit = drawn(40, HEX);
  const digest = drawn(32, HEX);

  it.each([
    `GITHUB_SHA=${commit}`,
    `GitHub commit: ${commit}`,
    `github-ref: ${commit}`,
    `github_head: "${commit}"`,
    `DISCORD_CHANNEL_ID=${drawn(18, '123456789')}`,
    `DISCORD_CLIENT_ID: ${drawn(18, '123456789')}`,
    `discord build: ${drawn(64, HEX)}`,
    `twilio_media_hash: ${digest}`,
    `twilio sid ${digest}`,
  ])('are no secrets where the name says what else they are: %s', (text) => {
    expect(rulesIn(text)).toEqual([]);
  });

  it('are secrets where it says so', () => {
    expect(rulesIn(`github_oauth_token: ${commit}`)).toEqual(['secret.github-oauth-secret']);
    expect(rulesIn(`GITHUB_CLIENT_SECRET="${commit}"`)).toEqual(['secret.github-oauth-secret']);
    expect(rulesIn(`discord_client_secret = "${drawn(32)}"`)).toEqual(['secret.discord-named-token']);
    expect(rulesIn(`twilio_auth_token = "${digest}"`)).toEqual(['secret.twilio-named-token']);
  });
});
