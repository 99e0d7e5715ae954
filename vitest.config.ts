import { defineConfig } from 'vitest/config';

const source = ['@sentinel-agentos/source'];

export default defineConfig({
  resolve: { conditions: source },
  ssr: { resolve: { conditions: source, externalConditions: source } },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'requirements/*.test.ts', 'scripts/test/*.test.ts'],
    testTimeout: 30_000,
    globalSetup: 'scripts/vitest-temp-folder.ts',
    coverage: {
      provider: 'v8',
      include: ['packages/*/src/**/*.ts'],
      reporter: ['text-summary', 'json-summary', 'html'],
      thresholds: {
        'packages/core/src/**': { lines: 100, branches: 100, functions: 100, statements: 100 },
        'packages/guard/src/**': { lines: 95 },
      },
    },
  },
});
