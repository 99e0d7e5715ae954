import { SentinelError } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { baseImage } from '../../src/image/base-image.js';
import { findProgram } from '../../src/image/host-files.js';

const canBuild = ['busybox', 'git', 'bash', 'ldd'].every((name) => findProgram(name) !== undefined);

describe.skipIf(!canBuild)('the base image', () => {
  const image = baseImage();
  const paths = image.map(({ path }) => path);

  it('has the programs, and what they load', () => {
    expect(paths).toEqual(
      expect.arrayContaining(['/usr/bin/node', '/usr/bin/git', '/usr/bin/bash', '/usr/bin/cat']),
    );
    expect(paths.some((path) => /\/ld-linux[^/]*$/.test(path))).toBe(true);
    expect(paths).toContain('/usr/share/git-core/templates/hooks');
  });

  it('takes nothing from this machine but programs, their libraries and the public certificates', () => {
    const sources = image.flatMap((entry) => (entry.kind === 'file' ? [entry.source] : []));
    const foreign = sources.filter(
      (source) => source !== process.execPath && !/^\/(?:usr|lib\w*)\/|^\/etc\/ssl\/certs\//.test(source),
    );
    expect(foreign).toEqual([]);
  });

  it('names each path once, in an order of its own, every folder before what lies in it', () => {
    expect(new Set(paths).size).toBe(paths.length);
    expect([...paths].sort()).toEqual(paths);
    const folders = new Set(['/', ...image.filter(({ kind }) => kind === 'folder').map(({ path }) => path)]);
    const lost = paths.filter((path) => !folders.has(path.slice(0, path.lastIndexOf('/')) || '/'));
    expect(lost).toEqual([]);
  });

  it('gives nobody but root a right to write, but in /tmp, and sets no user', () => {
    const open = image.filter((entry) => 'mode' in entry && (entry.mode & 0o6022) !== 0);
    expect(open.map(({ path }) => path)).toEqual(['/tmp']);
  });

  it('is the same twice', () => {
    expect(baseImage()).toEqual(image);
  });

  it.each(['no-such-program', '../etc/passwd', '', '__proto__'])('refuses the program %j', (name) => {
    expect(() => baseImage([name])).toThrow(SentinelError);
  });
});
