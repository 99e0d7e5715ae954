import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as guard from '../src/index.js';

describe('the package', () => {
  it('exports what it says and nothing else', () => {
    expect(Object.keys(guard).sort()).toEqual([
      'assessRisk',
      'backtest',
      'bandOf',
      'changeThresholds',
      'commandCheck',
      'createErrorRates',
      'createFileFacts',
      'createFixedFileFacts',
      'createGuard',
      'createSchemaGate',
      'createSnapshotter',
      'createVerifier',
      'defaultGuardRules',
      'defaultSchemaRules',
      'defaultThresholds',
      'errorClassOf',
      'eslintCheck',
      'formatCheck',
      'gitPushCheck',
      'loadRules',
      'npmPublishCheck',
      'readEffects',
      'reasonOf',
      'riskScales',
      'tscCheck',
    ]);
  });

  it('imports none of its heavy engines when it is imported itself', () => {
    const folder = fileURLToPath(new URL('../src', import.meta.url));
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    expect(files.length).toBeGreaterThan(50);
    const eager = files.filter((name) =>
      /^import (?!type )[^;]*from '(?:re2js|minimatch|zod|simple-git|yaml|smol-toml)'/mu.test(
        readFileSync(join(folder, name), 'utf8'),
      ),
    );
    expect(eager).toEqual([]);
  });
});
