import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSegmentFile, segmentFiles } from '../../src/read/segment-files.js';
import { tempFolder } from '../support/temp-folder.js';

describe('segmentFiles', () => {
  it('lists the files of a journal in order, and shows a gap instead of closing it', () => {
    const dir = tempFolder();
    for (const index of [10, 2, 0, 999_999])
      writeFileSync(join(dir, `segment-${String(index).padStart(6, '0')}.jsonl`), '');
    expect(segmentFiles(dir).map(({ index }) => index)).toEqual([0, 2, 10, 999_999]);
    expect(segmentFiles(dir)[1]?.path).toBe(join(dir, 'segment-000002.jsonl'));
  });

  it('passes over links, folders and names that only look alike', () => {
    const dir = tempFolder();
    writeFileSync(join(dir, 'elsewhere'), '');
    symlinkSync(join(dir, 'elsewhere'), join(dir, 'segment-000000.jsonl'));
    mkdirSync(join(dir, 'segment-000001.jsonl'));
    const names = [
      'segment-2.jsonl',
      'segment-000003.jsonl.bak',
      'Segment-000004.jsonl',
      'segment-0000005.jsonl',
    ];
    for (const name of [...names, 'segment-00000٦.jsonl', 'segment-000007.jsonl\n'])
      writeFileSync(join(dir, name), '');
    expect(segmentFiles(dir)).toEqual([]);
  });

  it('finds nothing in a folder that is not there, and says so when it cannot be listed', () => {
    const dir = tempFolder();
    expect(segmentFiles(join(dir, 'none'))).toEqual([]);
    writeFileSync(join(dir, 'file'), '');
    expect(() => segmentFiles(join(dir, 'file'))).toThrow('ENOTDIR');
  });

  it('does not open a link or a folder that was put in the place of a file', () => {
    const dir = tempFolder();
    writeFileSync(join(dir, 'elsewhere'), '');
    symlinkSync(join(dir, 'elsewhere'), join(dir, 'link'));
    expect(() => openSegmentFile(join(dir, 'link'))).toThrow('ELOOP');
    expect(() => openSegmentFile(dir)).toThrow('is not a regular file');
  });
});
