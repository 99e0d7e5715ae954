import { expect, it } from 'vitest';
import { openCore } from './scripted-host.js';

const KEY = ['AKIA', '2OGYBAH6QLMVN3XT'].join('');
const leaking = { role: 'assistant', content: [{ type: 'text', text: `key ${KEY}` }] };

it('a message with a credential is masked in the transcript, and any other kept as it is', () => {
  const { transcript } = openCore();
  expect(transcript.message({ message: leaking })).toMatchObject({
    message: { role: 'assistant', content: [{ text: 'key [masked]' }] },
  });
  expect(transcript.message({ message: { role: 'user', content: 'hello' } })).toBeUndefined();
});

it('[S4-32] where that is asked for, it is left out of the transcript, unless calls of tools belong to it', () => {
  const { transcript } = openCore({ credentialProtection: { blockTranscript: true } });
  expect(transcript.message({ message: leaking })).toEqual({ block: true });
  const calling = { ...leaking, content: [...leaking.content, { type: 'toolCall', id: '1' }] };
  expect(transcript.message({ message: calling })).toHaveProperty('message');
  expect(transcript.message({ message: { role: 'toolResult', content: KEY } })).toHaveProperty('message');
});
