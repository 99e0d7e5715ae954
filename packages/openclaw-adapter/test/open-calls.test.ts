import { expect, it } from 'vitest';
import { OpenCalls, type OpenCall } from '../src/open-calls.js';

const open = (tool: string, params: object, runId = 'run'): OpenCall =>
  ({ tool, params, runId, session: 's', started: {}, os: {} }) as unknown as OpenCall;

it('a call is found by its run and its id, since models number their calls anew in every run', () => {
  const calls = new OpenCalls();
  const [one, two] = [open('exec', { n: 1 }, 'one'), open('exec', { n: 2 }, 'two')];
  calls.add({ runId: 'one', toolCallId: 'call_0' }, one);
  calls.add({ runId: 'two', toolCallId: 'call_0' }, two);
  expect(calls.take({ runId: 'two', toolCallId: 'call_0' }, 'exec', {})).toBe(two);
  expect(calls.pastOf({ runId: 'two', toolCallId: 'call_0' })).toBe('ended');
  expect(calls.pastOf({ runId: 'one', toolCallId: 'call_0' })).toBe('unknown');
  expect(calls.takeAll(({ runId }) => runId === 'one')).toEqual([one]);
  expect(calls.size).toBe(0);
});

it('a call without an id is found by what it is', () => {
  const calls = new OpenCalls();
  const one = open('exec', { command: 'ls' });
  calls.add({}, one);
  expect(calls.find({}, 'exec', { command: 'pwd' })).toBeUndefined();
  expect(calls.take({}, 'exec', { command: 'ls' })).toBe(one);
});

it('a second call of the same name gives the first one back, which nobody will end', () => {
  const calls = new OpenCalls();
  const first = open('exec', {});
  calls.add({ toolCallId: 'x' }, first);
  expect(calls.add({ toolCallId: 'x' }, open('exec', {}))).toEqual([first]);
  expect(calls.size).toBe(1);
});

it('what nobody ends does not fill the memory', () => {
  const calls = new OpenCalls();
  for (let count = 0; count < 10_050; count += 1) calls.add({ toolCallId: String(count) }, open('exec', {}));
  expect(calls.size).toBe(10_000);
});

it('a call that is open for longer than any tool runs is given up', () => {
  let now = 0;
  const calls = new OpenCalls(() => now);
  const first = open('exec', {});
  calls.add({ toolCallId: 'x' }, first);
  now = 6 * 3_600_000;
  expect(calls.add({ toolCallId: 'y' }, open('exec', {}))).toEqual([]);
  now += 1;
  expect(calls.add({ toolCallId: 'z' }, open('exec', {}))).toEqual([first]);
});

it('a call that was stopped is known for that, until it is let through', () => {
  const calls = new OpenCalls();
  calls.stopped({ toolCallId: 'x' });
  expect(calls.pastOf({ toolCallId: 'x' })).toBe('stopped');
  calls.add({ toolCallId: 'x' }, open('exec', {}));
  expect(calls.pastOf({ toolCallId: 'x' })).toBe('unknown');
});
