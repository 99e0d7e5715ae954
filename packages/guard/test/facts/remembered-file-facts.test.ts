import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import type { FileFacts } from '../../src/facts/file-facts.js';
import { rememberFileFacts } from '../../src/facts/remembered-file-facts.js';

describe('file facts of one reading', () => {
  const disk = createFixedFileFacts({ home: '/home/user', files: { '/w/a': 'file', '/w/b': 'file' } });
  const looks: string[] = [];
  const counted: FileFacts = {
    ...disk,
    kind(path) {
      looks.push(`kind ${path}`);
      return disk.kind(path);
    },
    list(path) {
      looks.push(`list ${path}`);
      return disk.list(path);
    },
    realpath(path) {
      looks.push(`realpath ${path}`);
      return disk.realpath(path);
    },
  };

  it('say what the disk says, and look at each path once, also where nothing is', () => {
    const facts = rememberFileFacts(counted);
    for (let round = 0; round < 3; round += 1) {
      expect(facts.kind('/w/a')).toBe('file');
      expect(facts.kind('/w/none')).toBeNull();
      expect(facts.list('/w')).toEqual(['a', 'b']);
      expect(facts.realpath('/w/a')).toBe('/w/a');
    }
    expect(facts.home).toBe('/home/user');
    expect(facts.temp).toBe(disk.temp);
    expect(looks).toEqual(['kind /w/a', 'kind /w/none', 'list /w', 'realpath /w/a']);
  });
});
