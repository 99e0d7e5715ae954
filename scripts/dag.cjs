// Which package may know which: ONE table, and the rules that dependency-cruiser makes of it.
'use strict';

const { readFileSync } = require('node:fs');
const path = require('node:path');

const SECOND_FLOOR = ['core'];
const EVERY_PACKAGE_BELOW = ['core', 'guard', 'audit', 'detect', 'memory', 'evaluator', 'sandbox'];

/**
 * Arrows point down only. `knows` are packages of this house, `uses` are packages from outside; `node` says whether
 * the package may touch the platform. A line here is a decision of the architecture: a new one needs its reason in
 * the commit that adds it.
 *
 * @typedef {{ knows: string[], uses: string[], node: boolean }} Line
 * @type {Record<string, Line>}
 */
const TABLE = {
  'packages/core': { knows: [], uses: [], node: false },
  'packages/guard': {
    knows: SECOND_FLOOR,
    uses: ['unbash', 'minimatch', 'zod', 'simple-git', 're2js', 'yaml', 'smol-toml'],
    node: true,
  },
  // The interface of OpenTelemetry, an optional peer, is needed by the entry `otel` alone.
  'packages/audit': { knows: SECOND_FLOOR, uses: ['fs-native-extensions', '@opentelemetry/api'], node: true },
  'packages/detect': { knows: SECOND_FLOOR, uses: ['libphonenumber-js', 're2js'], node: true },
  // The SQLite package, an optional peer, is needed for the event store of that name alone.
  'packages/memory': { knows: SECOND_FLOOR, uses: ['lowdb', 'nanoid', 'better-sqlite3'], node: true },
  'packages/evaluator': { knows: SECOND_FLOOR, uses: [], node: true },
  'packages/sandbox': { knows: SECOND_FLOOR, uses: ['dockerode'], node: true },
  'packages/agentos': { knows: EVERY_PACKAGE_BELOW, uses: ['zod', 'nanoid'], node: true },
  // The command `diff` alone compares lines; a name that no command has is held against those that are.
  'packages/cli': { knows: ['agentos', 'server'], uses: ['diff', 'leven'], node: true },
  // zod says once what a request is: the same definition checks it and documents it.
  'packages/server': { knows: ['agentos'], uses: ['hono', '@hono/node-server', 'zod'], node: true },
  // Both are bundled into what is published: the host of a plugin installs nothing.
  'packages/openclaw-adapter': { knows: ['agentos'], uses: ['zod'], node: true },
};

/** The file behind each import path of a package, from its `exports`: all that another package may see of it. */
const ENTRIES = Object.keys(TABLE).flatMap((folder) => {
  const manifest = /** @type {{ exports: Record<string, string | Record<string, unknown>> }} */ (
    JSON.parse(readFileSync(path.join(__dirname, '..', folder, 'package.json'), 'utf8'))
  );
  return Object.values(manifest.exports)
    .map((target) => (typeof target === 'string' ? undefined : target['@sentinel-agentos/source']))
    .filter((source) => typeof source === 'string')
    .map((source) => `^${folder}/${source.replace('./', '').replaceAll('.', '\\.')}$`);
});

/**
 * What a test may use besides the code under test: tsup builds the programs that it starts, playwright-core drives the
 * browser in which a page is looked at, and axe-core says who could not use it.
 */
const TEST_TOOLS = ['vitest', 'fast-check', 'tsup', 'ajv', 'playwright-core', 'axe-core'];

/** Frameworks whose tools an entry of the umbrella guards: optional peers that its code never loads and its tests run. */
const FRAMEWORKS = ['ai', '@openai/agents', '@langchain/core', '@anthropic-ai/claude-agent-sdk'];

/** @param {readonly string[]} names */
const oneOf = (names) => `(?:${names.join('|')})`;

/**
 * A path in node_modules of one of the named packages, in pnpm's layout or a flat one.
 *
 * @param {readonly string[]} names
 */
const outside = (names) => (names.length === 0 ? '^$' : `node_modules/(?:@types/)?${oneOf(names)}/`);

/** @type {import('dependency-cruiser').DependencyType[]} */
const FROM_OUTSIDE = [
  'npm',
  'npm-dev',
  'npm-optional',
  'npm-peer',
  'npm-bundled',
  'npm-no-pkg',
  'npm-unknown',
];

/**
 * The rules of one line of the table.
 *
 * @param {[string, Line]} line
 */
function rulesOf([folder, { knows, uses, node }]) {
  const name = folder.split('/')[1];
  const src = { path: `^${folder}/src/` };
  const own = `^${folder}/`;
  /** @type {import('dependency-cruiser').IForbiddenRuleType[]} */
  const rules = [
    {
      name: `${name}-knows`,
      comment: `${folder} may know ${knows.length === 0 ? 'no other package' : knows.join(', ')}.`,
      severity: 'error',
      from: src,
      to: {
        path: '^(?:packages|examples|bench|requirements|scripts)/',
        pathNot: [own, ...(knows.length === 0 ? [] : [`^packages/${oneOf(knows)}/`])],
      },
    },
    {
      name: `${name}-uses`,
      comment: `${folder} may use ${uses.length === 0 ? 'nothing from outside' : uses.join(', ')}.`,
      severity: 'error',
      from: src,
      to: { dependencyTypes: FROM_OUTSIDE, pathNot: [outside(uses), '^packages/'] },
    },
  ];
  if (!node) {
    rules.push({
      name: `${name}-no-platform`,
      comment: `${folder} runs anywhere: it touches the world only through its ports.`,
      severity: 'error',
      from: src,
      to: { dependencyTypes: ['core'] },
    });
  }
  return rules;
}

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...Object.entries(TABLE).flatMap(rulesOf),
    {
      name: 'in-the-table',
      comment: 'A package has a line in the table of scripts/dag.cjs.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `^${oneOf(Object.keys(TABLE))}/` },
      to: {},
    },
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one concept, or hide a third.',
      severity: 'error',
      from: { path: '^(?:packages|examples|bench)/' },
      to: { circular: true },
    },
    {
      name: 'resolves',
      comment: 'An import leads somewhere.',
      severity: 'error',
      from: { path: '^(?:packages|examples|bench)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'through-the-front-door',
      comment: 'Another package is what its entries export; its files are its own business.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: { path: '^packages/', pathNot: ['^packages/$1/', ...ENTRIES] },
    },
    {
      name: 'no-test-code-in-src',
      comment: 'What is shipped does not need what tests it.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/src/', pathNot: '^packages/core/src/testing/' },
      to: { path: ['^packages/[^/]+/(?:test|src/testing)/', outside(TEST_TOOLS)] },
    },
    {
      name: 'tests-use',
      comment: 'A test uses its own package, public entries, and the test tools; its subject may use more.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/test/' },
      to: {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
        pathNot: ['^packages/', outside([...TEST_TOOLS, ...FRAMEWORKS])],
      },
    },
    {
      name: 'audit-verify-stands-alone',
      comment: 'An auditor checks a journal without trusting, or loading, the code that wrote it.',
      severity: 'error',
      from: { path: '^packages/audit/src/verify/' },
      to: {
        path: '^packages/audit/src/',
        pathNot: [
          '^packages/audit/src/(?:verify|format|merkle|read)/',
          '^packages/audit/src/anchor/anchor\\.ts$',
        ],
        reachable: true,
      },
    },
    {
      name: 'examples-are-users',
      comment: 'An example uses what a user has: the umbrella package.',
      severity: 'error',
      from: { path: '^examples/([^/]+)/' },
      to: {
        path: '^(?:packages|examples|bench|requirements|scripts)/',
        pathNot: ['^examples/$1/', '^packages/agentos/src/index\\.ts$'],
      },
    },
    {
      name: 'bench-is-a-user',
      comment: 'A benchmark measures what a user has: public entries.',
      severity: 'error',
      from: { path: '^bench/' },
      to: { path: '^(?:packages|examples|requirements|scripts)/', pathNot: ENTRIES },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['^packages/[^/]+/dist/', '^examples/[^/]+/fixture/', '^bench/dist/'] },
    // Type-only imports are arrows too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@sentinel-agentos/source', 'import', 'require', 'node', 'default', 'types'],
    },
  },
};
