import fc from 'fast-check';
import { expect, it } from 'vitest';
import { termsOf } from '../../src/recall/terms.js';

it.each([
  ['The builds were failing', ['build', 'fail']],
  ['getUserName', ['getusername', 'get', 'user', 'name']],
  ['MAX_RETRY_COUNT', ['max_retry_count', 'max', 'retri', 'count']],
  ['src/app/main.ts', ['src/app/main.ts', 'src', 'app', 'main', 'ts']],
  ['HTTPServer', ['httpserver', 'http', 'server']],
  ['变更日志', ['变', '变更', '更', '更日', '日', '日志', '志']],
  ['的', []],
  ['ＦＵＬＬ　ｗｉｄｔｈ', ['full', 'width']],
  ['用npm测试', ['用', 'npm', '测', '测试', '试']],
  ["What's John's café?", ['john', 'cafe']],
  ['children bought two mice', ['child', 'buy', 'two', 'mous']],
  ["They don't", []],
  ['', []],
  ['!?', []],
])('the terms of %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

it('are cut when a word has no end', () => {
  expect(termsOf('x'.repeat(100_000))).toEqual(['x'.repeat(128)]);
});

it('come from any text, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(termsOf(text)).toEqual(termsOf(text));
      for (const term of termsOf(text)) expect(term).not.toBe('');
    }),
  );
});
