import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { createGuard } from '../src/index.js';
import { sampleCall } from '@sentinel-agentos/core/testing';

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
}

it('[S2-06] the guard works alone: it depends on core and on nothing else of the house', () => {
  const require = createRequire(import.meta.url);
  const own = (manifest: string): readonly string[] => {
    const { dependencies = {} } = JSON.parse(readFileSync(require.resolve(manifest), 'utf8')) as Manifest;
    return Object.keys(dependencies).filter((name) => name.includes('sentinel-agentos'));
  };
  expect(own('../package.json')).toEqual(['@sentinel-agentos/core']);
  expect(own('@sentinel-agentos/core/package.json')).toEqual([]);
  const call = sampleCall({ tool: 'exec', params: { command: 'rm -rf /' } });
  expect(createGuard({ workspaceRoot: '/workspace' }).inspect(call).action).toBe('deny');
});
