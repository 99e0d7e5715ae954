import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { publicPackages, ROOT } from '../house/workspace.mjs';

it('every public package has a size budget', () => {
  const budgets = JSON.parse(readFileSync(join(ROOT, '.size-limit.json'), 'utf8')) as {
    readonly path: string;
  }[];
  const folders = new Set(budgets.map(({ path }) => dirname(path)));
  expect([...folders].sort()).toEqual(publicPackages().map(({ folder }) => `${folder}/dist`));
});
