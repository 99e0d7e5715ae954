import { SentinelError } from '@sentinel-agentos/core';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readlinkSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ImageEntry } from '../../src/image/image-entry.js';
import { tar } from '../../src/image/tar.js';

async function archive(entries: readonly ImageEntry[]): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of tar(entries)) pieces.push(piece);
  return Buffer.concat(pieces);
}

const hasTar = spawnSync('tar', ['--version']).status === 0;

describe('the archive of an image', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  const source = join(folder, 'source');
  writeFileSync(source, Buffer.alloc(3_000_001, 'x'));
  const long = `/${'a'.repeat(90)}/${'b'.repeat(60)}/${'c'.repeat(90)}`;
  const entries: readonly ImageEntry[] = [
    { kind: 'folder', path: '/etc', mode: 0o755 },
    { kind: 'text', path: '/etc/names', mode: 0o644, text: '名字\n' },
    { kind: 'text', path: '/etc/empty', mode: 0o600, text: '' },
    { kind: 'file', path: '/big', mode: 0o755, source },
    { kind: 'link', path: '/link', target: 'etc/names' },
    { kind: 'text', path: long, mode: 0o644, text: 'long' },
  ];

  it.skipIf(!hasTar)('is read by tar, byte for byte', async () => {
    const out = mkdtempSync(join(tmpdir(), 'untar-'));
    const { status, stderr } = spawnSync('tar', ['-x', '-C', out, '--no-same-owner'], {
      input: await archive(entries),
      encoding: 'utf8',
    });
    expect([status, stderr]).toEqual([0, '']);
    expect(readFileSync(join(out, 'etc/names'), 'utf8')).toBe('名字\n');
    expect(readFileSync(join(out, 'etc/empty'), 'utf8')).toBe('');
    expect(readFileSync(join(out, 'big')).equals(readFileSync(source))).toBe(true);
    expect(readlinkSync(join(out, 'link'))).toBe('etc/names');
    expect(readFileSync(join(out, long), 'utf8')).toBe('long');
    expect(statSync(join(out, 'big')).mode & 0o777).toBe(0o755);
    expect(statSync(join(out, 'etc')).mtimeMs).toBe(0);
  });

  it('is the same for the same files, whenever it is made', async () => {
    expect((await archive(entries)).equals(await archive(entries))).toBe(true);
  });

  it.each<ImageEntry>([
    { kind: 'text', path: `/${'a'.repeat(101)}`, mode: 0o644, text: '' },
    { kind: 'text', path: `/${'a/'.repeat(200)}b`, mode: 0o644, text: '' },
    { kind: 'link', path: '/link', target: 'a'.repeat(101) },
  ])('refuses a name that its format cannot hold', async (entry) => {
    await expect(archive([entry])).rejects.toSatisfy((error: unknown) =>
      SentinelError.is(error, 'INVALID_ARGUMENT'),
    );
  });
});
