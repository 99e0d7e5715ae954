import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBlobStore } from '../../src/blobs/blob-store.js';
import { createPayloadReader } from '../../src/blobs/payload-reader.js';
import { commitmentOf, type BlobRef } from '../../src/format/blob-ref.js';
import { readBlob } from '../../src/read/read-blob.js';
import { tempFolder } from '../support/temp-folder.js';
import { thrown } from '../support/thrown.js';

function kept(dir: string, value: unknown): BlobRef & { readonly file: string } {
  const content = JSON.stringify(value);
  const commitment = createBlobStore(dir)(content);
  return {
    path: '/data',
    bytes: Buffer.byteLength(content),
    commitment,
    file: join(dir, 'blobs', commitment),
  };
}

describe('a blob', () => {
  it('is a file named after the hash of its bytes, readable by its owner only, salted', () => {
    const dir = tempFolder();
    const first = kept(dir, 'the same words');
    const second = kept(dir, 'the same words');
    expect(first.commitment).not.toBe(second.commitment);
    const bytes = readFileSync(first.file);
    expect(commitmentOf(bytes)).toBe(first.commitment);
    expect(bytes.toString('utf8', 32)).toBe('"the same words"');
    expect(statSync(first.file).mode & 0o077).toBe(0);
    expect(readBlob(dir, first)).toEqual({ status: 'read', value: 'the same words' });
  });

  it('is not taken for what it was when a byte of salt or value is another, or its length', () => {
    const dir = tempFolder();
    const blob = kept(dir, { name: 'Ada' });
    const bytes = readFileSync(blob.file);
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      writeFileSync(blob.file, changed);
      expect(readBlob(dir, blob), `byte ${at}`).toEqual({ status: 'changed' });
    }
    writeFileSync(blob.file, Buffer.concat([bytes, Buffer.from(' ')]));
    expect(readBlob(dir, blob)).toEqual({ status: 'changed' });
    writeFileSync(blob.file, '');
    expect(readBlob(dir, blob)).toEqual({ status: 'changed' });
    expect(readBlob(dir, { ...blob, bytes: 2 ** 40 })).toEqual({ status: 'changed' });
    rmSync(blob.file);
    expect(readBlob(dir, blob)).toEqual({ status: 'absent' });
  });

  it('is not looked for behind a link, and a folder is none', () => {
    const dir = tempFolder();
    const blob = kept(dir, 1);
    const bytes = readFileSync(blob.file);
    rmSync(blob.file);
    writeFileSync(join(dir, 'elsewhere'), bytes);
    symlinkSync(join(dir, 'elsewhere'), blob.file);
    expect(readBlob(dir, blob).status).toBe('unreadable');
    rmSync(blob.file);
    mkdirSync(blob.file);
    expect(readBlob(dir, blob).status).toBe('unreadable');
  });

  it('is not written through a link in place of its folder', () => {
    const dir = tempFolder();
    mkdirSync(join(dir, 'elsewhere'));
    symlinkSync(join(dir, 'elsewhere'), join(dir, 'blobs'));
    expect(thrown('STATE_UNAVAILABLE', () => kept(dir, 1)).message).toContain('is no folder but a link');
  });
});

describe('payloads', () => {
  it('are put back where their record lists them, and nowhere else', () => {
    const dir = tempFolder();
    const blob = kept(dir, ['value']);
    const { path: _, file: __, ...marker } = blob;
    const stranger = { $blob: { bytes: 1, commitment: 'f'.repeat(64) } };
    const record = {
      data: { 'a/b': { $blob: marker }, other: stranger },
      blobs: [{ ...blob, path: '/data/a~1b' }],
    };
    const read = createPayloadReader(dir);
    expect(read(record).data).toEqual({ 'a/b': ['value'], other: stranger });
    // A marker that no list names is what the caller handed in.
    expect(read({ data: { $blob: marker } }).data).toEqual({ $blob: marker });
    for (const path of ['', '/', '/data', '/data/nowhere/x', '/blobs/0', '/__proto__/x', '/data/other']) {
      expect(read({ ...record, blobs: [{ ...blob, path }] }).data).toEqual(record.data);
    }
  });

  it('that are gone or changed say so', () => {
    const dir = tempFolder();
    const blob = kept(dir, 'x');
    const read = createPayloadReader(dir);
    const record = {
      data: { $blob: { bytes: blob.bytes, commitment: blob.commitment } },
      blobs: [{ ...blob }],
    };
    expect(read(record).data).toBe('x');
    writeFileSync(blob.file, 'y');
    expect(read(record).data).toBe('[changed or unreadable]');
    rmSync(blob.file);
    expect(read(record).data).toBe('[missing]');
  });

  it('of more bytes than a record can have are not read', () => {
    const dir = tempFolder();
    const blob = kept(dir, 'x');
    const record = { data: { $blob: { bytes: blob.bytes, commitment: blob.commitment } } };
    const giant = { path: '/none', bytes: 2 ** 40, commitment: 'a'.repeat(64) };
    expect(createPayloadReader(dir)({ ...record, blobs: [giant, { ...blob }] }).data).toBe(
      '[changed or unreadable]',
    );
  });
});
