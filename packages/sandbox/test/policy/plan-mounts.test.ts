import { mkdirSync, mkdtempSync, realpathSync, symlinkSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { parsePolicy } from '../../src/index.js';
import type { SandboxPolicyOptions } from '../../src/index.js';
import { blockedBy } from '../../src/policy/blocked-workspaces.js';
import { planMounts, prepareMounts } from '../../src/policy/plan-mounts.js';

function folder(): string {
  return realpathSync(mkdtempSync(path.join(tmpdir(), 'sandbox-mounts-')));
}

function plan(workspaceRoot: string, options: SandboxPolicyOptions = {}): readonly string[] {
  const { mounts } = prepareMounts(parsePolicy({ workspaceRoot, ...options }).fs);
  return mounts.map(({ path: place, access }) => `${access} ${path.relative(workspaceRoot, place) || '.'}`);
}

it('mounts the workspace, and over it what differs, parents first', () => {
  const root = folder();
  for (const name of ['src', 'src/generated', 'docs']) mkdirSync(path.join(root, name));
  expect(plan(root)).toEqual(['writable .']);
  expect(plan(root, { writablePaths: ['src'], readonlyPaths: ['src/generated'] })).toEqual([
    'read-only .',
    'writable src',
    'read-only src/generated',
  ]);
});

it('pins every folder on the way to what is protected, so that no rename takes it along', () => {
  const root = folder();
  mkdirSync(path.join(root, '.git/hooks'), { recursive: true });
  writeFileSync(path.join(root, '.git/config'), '');
  expect(plan(root)).toEqual([
    'writable .',
    'writable .git',
    'read-only .git/commondir',
    'read-only .git/config',
    'read-only .git/hooks',
  ]);
});

it('makes what is protected and missing, where its folder exists', () => {
  const root = folder();
  mkdirSync(path.join(root, '.git'));
  const policy = parsePolicy({ workspaceRoot: root });
  expect(planMounts(policy.fs).missing).toHaveLength(3);
  expect(plan(root)).toEqual([
    'writable .',
    'writable .git',
    'read-only .git/commondir',
    'read-only .git/config',
    'read-only .git/hooks',
  ]);
});

it('protects a .git that is a file, which points to where the configuration is', () => {
  const root = folder();
  writeFileSync(path.join(root, '.git'), 'gitdir: /elsewhere');
  expect(plan(root)).toEqual(['writable .', 'read-only .git']);
});

it('follows links of the workspace itself, and refuses those that lead out of it', () => {
  const root = folder();
  const outside = folder();
  symlinkSync(root, path.join(outside, 'link'));
  symlinkSync(outside, path.join(root, 'out'));
  const { workspace } = planMounts(parsePolicy({ workspaceRoot: path.join(outside, 'link') }).fs);
  expect(workspace).toBe(root);
  expect(() => plan(root, { writablePaths: ['out'] })).toThrow(
    `writablePaths must not lead out of the workspace by a symbolic link, not ${JSON.stringify(path.join(root, 'out'))}.`,
  );
});

it('refuses to protect a link, which another could take the place of', () => {
  const root = folder();
  mkdirSync(path.join(root, '.git'));
  symlinkSync(folder(), path.join(root, '.git/hooks'));
  expect(() => plan(root)).toThrow('protect must not name a symbolic link');
});

it('names a path that is missing', () => {
  const root = folder();
  expect(() => plan(root, { writablePaths: ['dist'] })).toThrow(
    `writablePaths must name paths that exist, not ${JSON.stringify(path.join(root, 'dist'))}.`,
  );
  expect(() => plan(path.join(root, 'gone'))).toThrow('workspaceRoot must be a folder that exists');
});

it.each(['/', '/etc', '/proc', '/usr', '/var/run', '/usr/bin/x', homedir(), path.join(homedir(), '.ssh')])(
  '%s is no workspace',
  (place) => {
    expect(blockedBy(place)).toBeDefined();
  },
);

it('a workspace whose real path is a system folder is refused', () => {
  const link = path.join(folder(), 'innocent');
  symlinkSync('/etc', link);
  expect(() => plan(link)).toThrow('workspaceRoot must have nothing to do with "/etc"');
});

it('a project in the home folder is one', () => {
  expect(blockedBy(path.join(homedir(), 'project'))).toBeUndefined();
});
