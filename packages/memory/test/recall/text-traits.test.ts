import { expect, it } from 'vitest';
import { askedTraits, TEXT_TRAITS, traitGain, traitsOf } from '../../src/recall/text-traits.js';

it.each([
  ['Where is it?', 'question'],
  ['"Really?"', 'question'],
  ['在哪里?', 'question'],
  ['We met last Tuesday', 'time'],
  ['上周二见过', 'time'],
  ['It took three tries', 'number'],
  ['试了三次', 'number'],
  ['预算二十万', 'number'],
  ['I read "Walden"', 'name'],
  ['we moved to Dublin', 'name'],
  ['edit deploy/gateway.env', 'file'],
  ['the Dockerfile is wrong', 'file'],
  ['Never restart it', 'prohibition'],
  ['不要碰数据库', 'prohibition'],
  ['We switched to pnpm', 'change'],
] as const)('%s has a %s', (text, trait) => {
  expect(traitsOf(text) & TEXT_TRAITS[trait]).toBe(TEXT_TRAITS[trait]);
});

it('a plain text has none', () => {
  expect(traitsOf('the build is green')).toBe(0);
});

it.each([
  ['When did it break?', 'time'],
  ['什么时候坏的', 'time'],
  ['How many retries?', 'number'],
  ['重试了多少次', 'number'],
  ['What is the name of the host?', 'name'],
  ['叫什么名字', 'name'],
  ['In what file was the key?', 'file'],
  ['密钥在什么文件里', 'file'],
  ['What is off limits?', 'prohibition'],
  ['能直接推送吗', 'prohibition'],
] as const)('%s asks for a %s', (question, trait) => {
  expect(askedTraits(question)).toBe(TEXT_TRAITS[trait]);
});

it('a text gains only by what is asked for', () => {
  expect(traitGain(TEXT_TRAITS.time, TEXT_TRAITS.time | TEXT_TRAITS.number)).toBeCloseTo(1.3, 10);
  expect(traitGain(TEXT_TRAITS.time, TEXT_TRAITS.number)).toBe(1);
});
