import { expect, it } from 'vitest';
import { openCore } from './scripted-host.js';
import { redactParts } from '../src/whole-texts.js';

const KEY = ['AKIA', '2OGYBAH6QLMVN3XT'];
const text = (said: string): { type: string; text: string } => ({ type: 'text', text: said });

it('a credential whose halves stand in two parts is masked, in results and in transcripts', () => {
  const core = openCore();
  const content = [text(`key ${KEY[0]}`), { type: 'image', data: 'x' }, text(`${KEY[1]} end`)];
  const shown = core.results.forModel(
    { toolCallId: 'x', toolName: 'read', args: {}, result: { content } },
    { agentId: 'main', sessionKey: 'agent:main:test', runId: 'run' },
  );
  const texts = (shown?.result.content ?? []).map((part) => part.text ?? part.type);
  expect(texts.slice(0, 2)).toEqual(['key [masked] end', 'image']);
  const kept = core.transcript.message({ message: { role: 'assistant', content } });
  expect(JSON.stringify(kept)).toContain('key [masked] end');
});

it('parts without credentials stay as they are, however many', () => {
  const content = [text('a'), text('b'), null, 7];
  expect(redactParts(content, (value) => ({ value, rules: [] })).value).toBe(content);
});
