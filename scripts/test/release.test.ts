import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { publicPackages, ROOT } from '../house/workspace.mjs';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license: string;
  readonly engines: { readonly node: string };
  readonly files: readonly string[];
  readonly publishConfig: { readonly access: string };
}

const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const packages = publicPackages().map(({ name, folder }) => ({
  name,
  folder,
  manifest: JSON.parse(read(`${folder}/package.json`)) as Manifest,
}));
const root = JSON.parse(read('package.json')) as Manifest & { readonly scripts: Record<string, string> };
const each = packages.map(({ name, folder, manifest }) => [name, folder, manifest] as const);

describe('[S2-223] one version', () => {
  it('is that of every package, and of the plugin that OpenClaw reads', () => {
    const versions = new Set(packages.map(({ manifest }) => manifest.version));
    expect([...versions]).toHaveLength(1);
    const plugin = JSON.parse(read('packages/openclaw-adapter/openclaw.plugin.json')) as Manifest;
    expect(plugin.version).toBe([...versions][0]);
  });

  it('stays one: a release raises all packages together, and the plugin with them', () => {
    const { fixed } = JSON.parse(read('.changeset/config.json')) as { readonly fixed: readonly string[][] };
    expect(fixed).toEqual([
      ['sentinel-agentos', '@sentinel-agentos/*', '!@sentinel-agentos/{bench,example-*}'],
    ]);
    const outside = packages.filter(({ name }) => !/^(@sentinel-agentos\/.+|sentinel-agentos)$/.test(name));
    expect(outside).toEqual([]);
    expect(root.scripts['version-packages']).toContain('scripts/state-version.mjs');
  });

  it.each(each)('is stated by %s in its package.json alone', (_, folder) => {
    expect(read(`${folder}/README.md`)).not.toMatch(
      /sentinel-agentos(?:\/[a-z-]+)?@\d|version \d+\.\d+\.\d+/,
    );
  });
});

describe('[S2-227] the licence', () => {
  it.each(each)('of %s is MIT, and its text is packed', (_, folder, { license, files }) => {
    expect(license).toBe('MIT');
    expect(read(`${folder}/LICENSE`)).toBe(read('LICENSE'));
    expect(files).toContain('LICENSE');
  });

  it('of the repository is MIT', () => {
    expect(root.license).toBe('MIT');
    expect(read('LICENSE')).toMatch(/^MIT License\n/);
  });
});

describe('[S4-15] the versions of Node', () => {
  it('are the same in every package, and each is one that continuous integration runs', () => {
    const declared = new Set(
      [root, ...packages.map(({ manifest }) => manifest)].map(({ engines }) => engines.node),
    );
    expect([...declared]).toEqual(['^20.19.0 || ^22.12.0 || >=24']);
    const majors = (text: string): readonly string[] =>
      [...text.matchAll(/(\d+)(?:\.\d+)*/g)].map(([, n = '']) => n);
    const matrix = /node: \[(.*)\]/.exec(read('.github/workflows/ci.yml'))?.[1] ?? '';
    expect(majors(matrix)).toEqual(majors('20 22 24'));
  });
});

describe('the release workflow', () => {
  const workflow = read('.github/workflows/release.yml');

  it('publishes every public package, openly, with provenance', () => {
    const { access, ignore } = JSON.parse(read('.changeset/config.json')) as {
      readonly access: string;
      readonly ignore: readonly string[];
    };
    expect({ access, ignore }).toEqual({ access: 'public', ignore: [] });
    for (const { manifest } of packages) expect(manifest.publishConfig.access, manifest.name).toBe('public');
    expect(root.scripts['release']).toMatch(/run build && .*changeset publish$/);
    expect(workflow).toContain("NPM_CONFIG_PROVENANCE: 'true'");
    expect(workflow).toContain('publish: npm run release');
  });

  it('runs every test first', () => {
    expect(workflow.indexOf('run: .ci/run')).toBeGreaterThan(0);
    expect(workflow.indexOf('run: .ci/run')).toBeLessThan(workflow.indexOf('changesets/action'));
  });

  it('grants its job alone what it needs, and pins what it runs', () => {
    expect(workflow).toMatch(/^permissions: \{\}$/m);
    const granted = [...workflow.matchAll(/^ {6}([\w-]+): (read|write)\b/gm)].map(([, name, right]) => [
      name,
      right,
    ]);
    expect(granted).toEqual([
      ['contents', 'write'],
      ['pull-requests', 'write'],
      ['id-token', 'write'],
    ]);
    const used = [...workflow.matchAll(/uses: (\S+)/g)].map(([, action = '']) => action);
    expect(used.filter((action) => !/@[0-9a-f]{40}$/.test(action))).toEqual([]);
    expect(used).toHaveLength(3);
  });
});
