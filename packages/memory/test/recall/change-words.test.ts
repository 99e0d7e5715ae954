import { expect, it } from 'vitest';
import { saysChange } from '../../src/recall/change-words.js';

it.each([
  'We switched to pnpm',
  'The gateway moves to port 8181',
  'Only 8443 is open now',
  'It no longer runs on the old host',
  'Use tabs instead',
  'The limit was raised',
  'I take that back',
  'The launch is called off',
  'Never mind the puffin',
  'They agreed to 18,000 in the end',
  'Take the later train then.',
  '改用 pnpm',
  '端口换成 8088',
  '不再支持',
  '下周起由他负责',
  '当我没说',
  '发布取消了',
  '最后批了十八万',
  '那就坐晚一班',
])('%s says that something changed', (text) => {
  expect(saysChange(text)).toBe(true);
});

it.each([
  'The gateway listens on port 8080',
  'npm test',
  'Lunch is at noon',
  'Then we ate',
  '网关监听 8000 端口',
  '',
])('%s does not', (text) => {
  expect(saysChange(text)).toBe(false);
});
