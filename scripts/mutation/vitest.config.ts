import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = ['@sentinel-agentos/source'];

/** Only the tests of the gates that are mutated: each mutant is met by all of them. */
export default defineConfig({
  root: fileURLToPath(new URL('../..', import.meta.url)),
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: ['packages/guard/test/risk/**/*.test.ts', 'packages/guard/test/schema/**/*.test.ts'],
    testTimeout: 30_000,
  },
});
