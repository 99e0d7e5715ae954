import { expect, it } from 'vitest';
import { call, matching, openCore, person } from './scripted-host.js';

const KEY = ['AKIA', '2OGYBAH6QLMVN3XT'].join('');
const context = { channelId: 'slack', sessionKey: 'agent:main:test' };
const to = (channel: string, content = 'hello'): { to: string; content: string } => ({
  to: channel,
  content,
});

it('[S4-03] a message with a credential is cancelled, and an ordinary one is not', () => {
  const { messages, chat } = openCore();
  expect(messages.sending(to('#ops'), context)).toBeUndefined();
  expect(messages.sending(to('#ops', `the key: ${KEY}`), context)).toMatchObject({
    cancel: true,
    cancelReason: matching(/^\[Sentinel\] /),
  });
  expect(chat(person('why'))).toMatch(/^reply /);
});

it('[S4-38] with a list of channels, a message goes to exactly those and nowhere else', () => {
  const { messages } = openCore({ outboundAllowlist: { enabled: true, allowedChannels: ['slack:#ops'] } });
  expect(messages.sending(to('#ops'), context)).toBeUndefined();
  for (const channel of ['#ops-public', '#op', '', '#OPS'])
    expect(messages.sending(to(channel), context)).toMatchObject({ cancel: true });
  expect(messages.sending(to('#ops'), { ...context, channelId: 'telegram' })).toMatchObject({ cancel: true });
});

it('an enabled list without channels lets nothing out', () => {
  const { messages } = openCore({ outboundAllowlist: { enabled: true } });
  expect(messages.sending(to('#ops'), context)).toMatchObject({ cancel: true });
});

it('in a halted session the agent says nothing, and the plugin itself does', () => {
  const { messages, chat, gate } = openCore();
  gate.policy(...call('exec', { command: 'ls' }));
  const text = chat(person('halt'));
  expect(messages.sending(to('#ops'), context)).toMatchObject({ cancel: true });
  expect(messages.sending(to('#ops', text), context)).toBeUndefined();
  expect(messages.sending(to('#ops', text), context)).toMatchObject({ cancel: true });
});
