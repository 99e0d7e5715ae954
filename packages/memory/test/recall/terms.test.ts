import fc from 'fast-check';
import { expect, it } from 'vitest';
import { termsOf } from '../../src/recall/terms.js';

it.each([
  ['The builds were failing', ['build', 'fail']],
  ['getUserName', ['getusername', 'get', 'user', 'nam']],
  ['MAX_RETRY_COUNT', ['max_retry_count', 'max', 'retry', 'count']],
  ['src/app/main.ts', ['src/app/main.ts', 'src', 'app', 'main', 'ts']],
  ['HTTPServer', ['httpserver', 'http', 'server']],
  ['变更日志', ['变', '变更', '更', '更日', '日', '日志', '志']],
  ['的', []],
  ['ＦＵＬＬ　ｗｉｄｔｈ', ['full', 'width']],
  ['用npm测试', ['用', 'npm', '测', '测试', '试']],
  ['', []],
  ['!?', []],
])('the terms of %j', (text, terms) => {
  expect(termsOf(text)).toEqual(terms);
});

it('come from any text, always the same', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(termsOf(text)).toEqual(termsOf(text));
      for (const term of termsOf(text)) expect(term).not.toBe('');
    }),
  );
});
