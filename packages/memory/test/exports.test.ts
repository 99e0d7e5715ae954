import { expect, it } from 'vitest';
import * as memory from '../src/index.js';

it('exports exactly these values', () => {
  expect(Object.keys(memory).toSorted()).toEqual([
    'EVENT_TYPES',
    'createMemory',
    'estimateTokens',
    'planMigration',
  ]);
});
