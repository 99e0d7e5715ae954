import { describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configJsonSchema, parseConfig } from '../src/config.js';
import { SentinelError } from 'sentinel-agentos';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', name), 'utf8'));

describe('the configuration', () => {
  it('is checked by the host as the plugin checks it', () => {
    expect(read('openclaw.plugin.json')).toMatchObject({ configSchema: configJsonSchema() });
  });

  it('has the version of the package in the manifest', () => {
    const { version } = read('package.json') as { readonly version: string };
    expect(read('openclaw.plugin.json')).toMatchObject({ version, id: 'sentinel-agentos' });
  });

  it('[S4-15] declares the versions of Node that it runs on', () => {
    expect(read('package.json')).toMatchObject({ engines: { node: '^20.19.0 || ^22.12.0 || >=24' } });
  });

  it('[S4-37] has a default for everything, and no list of channels', () => {
    expect(parseConfig(undefined)).toMatchObject({
      language: 'en',
      builtInRules: true,
      approvalTimeoutMs: 120_000,
      outboundAllowlist: { enabled: false, allowedChannels: [] },
      memory: { inject: true },
    });
  });

  it('[S4-43] names every field that is wrong, and every one that nobody knows', () => {
    const wrong = (): unknown =>
      parseConfig({ approvalTimeoutMs: 'soon', memory: { budgetTokens: 1 }, mode: 'off' });
    expect(wrong).toThrow(SentinelError);
    expect(wrong).toThrow(/approvalTimeoutMs: .*; memory\.budgetTokens: .*mode/);
  });
});
