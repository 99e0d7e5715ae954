import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../packages/cli/src/commands/index.js';
import { coverageTable } from '../../requirements/coverage-table.js';
import { readManifests } from '../../requirements/manifest.js';
import { anchorsOf, relativeLinks } from '../house/markdown-links.mjs';
import { publishedTests } from '../house/published-tests.mjs';
import { readmes } from '../house/run-readme.mjs';
import { publicPackages, ROOT } from '../house/workspace.mjs';

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const documents = [...readmes(), 'CONTRIBUTING.md', 'SECURITY.md'].map((file) => ({
  file,
  text: read(file),
}));
const readme = read('README.md');
const contributing = read('CONTRIBUTING.md');

/** Every match of the first group of a pattern, with the document that it stands in. */
function mentions(pattern: RegExp): readonly (readonly [file: string, name: string])[] {
  return documents.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([, name = '']) => [file, name] as const),
  );
}

describe('[S2-224] what documents name is built', () => {
  it('every link within the repository leads to a file, and to a heading that it has', () => {
    const broken = documents.flatMap(({ file, text }) =>
      relativeLinks(text).flatMap(({ path, anchor }) => {
        const target = path === '' ? join(ROOT, file) : join(ROOT, dirname(file), path);
        if (!existsSync(target)) return [`${file}: ${path}`];
        if (anchor === '' || anchorsOf(readFileSync(target, 'utf8')).has(anchor)) return [];
        return [`${file}: ${path}#${anchor}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('every package is one of ours', () => {
    const ours = new Set(publicPackages().map(({ name }) => name));
    const named = mentions(/(?<![\w/])(@sentinel-agentos\/[a-z][a-z-]*)/g);
    // The name of the import condition looks like one.
    const strange = named.filter(([, name]) => !ours.has(name) && name !== '@sentinel-agentos/source');
    expect(strange).toEqual([]);
    expect(named.length).toBeGreaterThan(10);
  });

  it('every command of the command line is one that it has', () => {
    const known = new Set(['help', 'version', ...COMMANDS.map(({ name }) => name.split(' ')[0] ?? '')]);
    // A line that ends with 2 shows what a wrong one says.
    const named = mentions(/(?:^|`)(?:\$ )?sentinel-agentos ([a-z][a-z-]*)(?!.*# exit 2)/gm);
    expect(named.filter(([, name]) => !known.has(name))).toEqual([]);
    expect(named.length).toBeGreaterThan(20);
  });

  it('every option of the table is an option of `wrapAgent`', () => {
    const rows = [...readme.matchAll(/^\| (`\w+.*?) +\|/gm)].map(([, cell = '']) => cell);
    const names = rows.flatMap((cell) => [...cell.matchAll(/`(\w+)/g)].map(([, name = '']) => name));
    const source = read('packages/agentos/src/options.ts');
    const options = names.filter((name) => !['auto', 'notify', 'confirm', 'deny'].includes(name));
    expect(options.filter((name) => !source.includes(`readonly ${name}?:`))).toEqual([]);
    expect(options.length).toBeGreaterThan(10);
  });

  it('every script and every benchmark is there', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Record<string, string> };
    const benchmarks = readdirSync(join(ROOT, 'bench'));
    const isScript = ([, name]: readonly [string, string]): boolean => Object.hasOwn(scripts, name);
    expect(mentions(/`npm run ([\w:-]+)/g).filter((named) => !isScript(named))).toEqual([]);
    const missing = mentions(/bench -- ([a-z][a-z-]*)/g).filter(
      ([, name]) => !benchmarks.includes(`${name}.ts`),
    );
    expect(missing).toEqual([]);
  });

  it('nothing is promised for later', () => {
    expect(
      mentions(/\b(roadmap|coming soon|TODO|will be (?:added|supported)|not yet implemented)\b/gi),
    ).toEqual([]);
  });
});

describe('[S2-226] the documented layout', () => {
  it('is the tree: each package has a line, and each line has a folder', () => {
    const layout = contributing.slice(contributing.indexOf('## Where a line belongs'));
    const lines = [...layout.matchAll(/^packages\/([\w-]+) /gm)].map(([, name = '']) => name);
    expect(lines.toSorted()).toEqual(readdirSync(join(ROOT, 'packages')).toSorted());
    for (const [, folder = ''] of layout.matchAll(/^(examples|bench|requirements|scripts)\//gm))
      expect(existsSync(join(ROOT, folder)), folder).toBe(true);
  });

  it('is in the README, with every package and every guide', () => {
    const linked = new Set(relativeLinks(readme).map(({ path }) => path.replace(/\/README\.md$/, '')));
    const wanted = [
      ...publicPackages().flatMap(({ name, folder }) => (name === 'sentinel-agentos' ? [] : [folder])),
      ...readdirSync(join(ROOT, 'docs/guides')).map((file) => `docs/guides/${file}`),
    ];
    expect(wanted.filter((place) => !linked.has(place))).toEqual([]);
  });
});

describe('[S2-196] the published coverage table', () => {
  it('claims for each reference what its manifest holds, and no more promises than are shown', () => {
    const claimed = [...contributing.matchAll(/^\| (S\d+) +\| +(\d+) \| +(\d+) \|/gm)].map(
      ([, reference = '', promises, shown]) => [reference, Number(promises), Number(shown)] as const,
    );
    const real = coverageTable(readManifests());
    expect(claimed.map(([reference, promises]) => [reference, promises])).toEqual(
      real.map(({ reference, promises }) => [reference, promises]),
    );
    const more = claimed.filter(([, , shown], index) => shown > (real[index]?.shown ?? 0));
    expect(more, '`npm run requirements` prints the numbers').toEqual([]);
  });
});

describe('[S2-117] the published number of tests', () => {
  it('is stated once, in the README; `npm test` fails where fewer run', () => {
    expect(publishedTests()).toBeGreaterThan(0);
    expect(publishedTests('There are more than 1,234 tests.')).toBe(1234);
    expect(() => publishedTests('none')).toThrow('0 times');
    expect(() => publishedTests('more than 1 tests, more than 2 tests')).toThrow('2 times');
  });
});

describe('[S2-182] the successor of the global hook', () => {
  it('is documented where people begin', () => {
    expect(read('docs/guides/quick-start.md')).toContain('global.__sentinel');
  });
});

describe('[S4-98] what was taken up', () => {
  it('is named with its licence', () => {
    expect(read('packages/evaluator/README.md')).toMatch(/\[openclaw-monitor\]\([^)]+\) \(Apache-2\.0\)/);
  });
});
