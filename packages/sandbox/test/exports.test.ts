import { expect, it } from 'vitest';
import * as sandbox from '../src/index.js';

it('exports exactly these names', () => {
  expect(Object.keys(sandbox).sort()).toEqual([
    'SandboxExecutor',
    'buildImage',
    'chooseBackend',
    'createBubblewrapBackend',
    'createDirectExecutor',
    'createDockerBackend',
    'createDryRunExecutor',
    'createExecutor',
    'createToolPolicy',
    'parsePolicy',
    'planDryRun',
    'withToolPolicy',
  ]);
});
