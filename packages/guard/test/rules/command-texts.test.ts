import { parseParams } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { evidenceText, textAt, textsOf } from '../../src/rules/command-texts.js';

const params = parseParams({
  command: 'cd x; /bin/rm  -rf y\nls',
  'a.b': 'dotted',
  list: [{ sh: 'ls -l' }],
  n: 5,
});

describe('the texts of a command', () => {
  it('are its words, with and without the folder, and the source to the end of the line', () => {
    const evidence = { param: 'command', start: 6, end: 20 };
    expect(textsOf({ argv: ['/bin/rm', '-rf', 'a b', '', null], evidence }, params)).toEqual([
      "rm -rf 'a b' '' \ufffd",
      "/bin/rm -rf 'a b' '' \ufffd",
      '/bin/rm  -rf y',
    ]);
  });

  it('are found in lists and objects, and under names with dots', () => {
    expect(textAt(params, 'list.0.sh')).toBe('ls -l');
    expect(textAt(params, 'a.b')).toBe('dotted');
    expect(evidenceText({ param: 'list.0.sh', start: 0, end: 2 }, params)).toBe('ls');
  });

  it.each(['n', 'nothing', 'list.7.sh', 'list.0.sh.length', 'constructor.name'])(
    'are empty at %s',
    (path) => {
      expect(textAt(params, path)).toBe('');
    },
  );
});
