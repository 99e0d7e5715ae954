import { describe, expect, it } from 'vitest';
import { asksHistory, asksLatest, asksState, isQuestion } from '../../src/recall/asked-form.js';

describe('the form of a question', () => {
  it.each([
    'Where is it kept?',
    'which port',
    'Tell me the port?',
    '端口是多少',
    '还在用吗',
    '谁负责',
    '"Is it on?"',
  ])('%s asks', (text) => {
    expect(isQuestion(text)).toBe(true);
  });

  it.each(['deploy port', 'the port', 'secret plan', '端口', '', 'what-if'.slice(5)])(
    '%s does not',
    (text) => {
      expect(isQuestion(text)).toBe(false);
    },
  );

  it.each([
    'Where did we host it before?',
    'What was the first port, originally?',
    '原来用什么',
    '最初是哪个端口',
  ])('%s asks what was', (text) => {
    expect(asksHistory(text)).toBe(true);
    expect(asksState(text)).toBe(false);
  });

  it.each([
    'Where is it hosted?',
    'Which port does it use now?',
    '用哪个端口?',
    '现在谁负责?',
    'May I deploy?',
    '付不了款找谁?',
    '能查到多久以前的记录?',
  ])('%s asks how things are', (text) => {
    expect(asksState(text)).toBe(true);
  });

  it.each(['When did the build break?', 'Why was it refused?', '构建坏了吗?', 'port'])(
    '%s does not',
    (text) => {
      expect(asksState(text)).toBe(false);
    },
  );

  it('knows the words for what is newest', () => {
    expect(asksLatest('what is the latest release')).toBe(true);
    expect(asksLatest('最新的版本')).toBe(true);
    expect(asksLatest('what is the release')).toBe(false);
  });
});
