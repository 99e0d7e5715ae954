import { expect, it } from 'vitest';
import { askedTypes } from '../../src/recall/asked-types.js';

it.each([
  ['With which command was it built?', 'tool_call'],
  ['用什么命令构建的?', 'tool_call'],
  ['What fixed the tests?', 'tool_call'],
  ['Which file computed the date?', 'tool_call'],
  ['What failed first?', 'tool_failure'],
  ['哪里报错了?', 'error'],
  ['What must never be done?', 'user_feedback'],
] as const)('%s asks for a %s', (question, type) => {
  expect(askedTypes(question)).toContain(type);
});

it.each(['Where does Mia live?', '现在谁负责?', ''])('%s asks for no type', (question) => {
  expect(askedTypes(question).size).toBe(0);
});
