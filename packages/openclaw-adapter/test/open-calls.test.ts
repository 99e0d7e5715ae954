import { expect, it } from 'vitest';
import { OpenCalls, type OpenCall } from '../src/open-calls.js';

const open = (tool: string, params: object, runId = 'run'): OpenCall =>
  ({ tool, params, runId, started: {}, os: {} }) as unknown as OpenCall;

it('a call is found by its run and its id, since models number their calls anew in every run', () => {
  const calls = new OpenCalls();
  const [one, two] = [open('exec', { n: 1 }, 'one'), open('exec', { n: 2 }, 'two')];
  calls.add({ runId: 'one', toolCallId: 'call_0' }, one);
  calls.add({ runId: 'two', toolCallId: 'call_0' }, two);
  expect(calls.take({ runId: 'two', toolCallId: 'call_0' }, 'exec', {})).toBe(two);
  expect(calls.isSettled({ runId: 'two', toolCallId: 'call_0' })).toBe(true);
  expect(calls.isSettled({ runId: 'one', toolCallId: 'call_0' })).toBe(false);
  expect(calls.takeRun('one')).toEqual([one]);
  expect(calls.size).toBe(0);
});

it('a call without an id is found by what it is', () => {
  const calls = new OpenCalls();
  const one = open('exec', { command: 'ls' });
  calls.add({}, one);
  expect(calls.has({}, 'exec', { command: 'pwd' })).toBe(false);
  expect(calls.take({}, 'exec', { command: 'ls' })).toBe(one);
});

it('a second call of the same name gives the first one back, which nobody will end', () => {
  const calls = new OpenCalls();
  const first = open('exec', {});
  calls.add({ toolCallId: 'x' }, first);
  expect(calls.add({ toolCallId: 'x' }, open('exec', {}))).toBe(first);
  expect(calls.size).toBe(1);
});

it('what nobody ends does not fill the memory', () => {
  const calls = new OpenCalls();
  for (let count = 0; count < 10_050; count += 1) calls.add({ toolCallId: String(count) }, open('exec', {}));
  expect(calls.size).toBe(10_000);
});
