import { expect, it } from 'vitest';
import { stemWord } from '../../src/text/stem-word.js';

it.each([
  ['deploy', ['deploys', 'deployed', 'deploying']],
  ['run', ['running', 'runs']],
  ['cache', ['caches', 'cached', 'caching']],
  ['compile', ['compiles', 'compiled', 'compiling']],
  ['policy', ['policies']],
  ['class', ['classes']],
  ['quick', ['quickly']],
])('%s meets %j', (word, others) => {
  for (const other of others) expect(stemWord(other)).toBe(stemWord(word));
});

it.each(['is', 'bus', 'this', 'need', 'free', 'ring', 'naïve', 'ошибки', '构建', 'x86'])(
  '%s stays what it is',
  (word) => {
    expect(stemWord(word)).toBe(word);
  },
);
