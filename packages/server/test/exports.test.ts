import { expect, it } from 'vitest';
import * as server from '../src/index.js';

it('exports exactly these names', () => {
  expect(Object.keys(server).sort()).toEqual(['createServer', 'serverBanner']);
});
