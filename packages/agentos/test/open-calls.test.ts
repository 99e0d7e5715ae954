import { expect, it } from 'vitest';
import { OpenCalls } from '../src/open-calls.js';
import type { StartedCall } from '@sentinel-agentos/core';

const call = (id: string): StartedCall => ({ call: { id } }) as StartedCall;

it('gives a call back once', () => {
  const open = new OpenCalls();
  open.add(call('a'));
  expect(open.take('a')?.call.id).toBe('a');
  expect(open.take('a')).toBeUndefined();
  expect(open.takeOldest(() => true)).toBeUndefined();
});

it('gives the oldest that matches', () => {
  const open = new OpenCalls();
  for (const id of ['a', 'b', 'c']) open.add(call(id));
  expect(open.takeOldest((each) => each.call.id !== 'a')?.call.id).toBe('b');
  expect(open.takeOldest(() => true)?.call.id).toBe('a');
});

it('forgets the oldest when a host never completes what it begins', () => {
  const open = new OpenCalls();
  for (let index = 0; index <= 10_000; index++) open.add(call(String(index)));
  expect(open.take('0')).toBeUndefined();
  expect(open.take('1')).toBeDefined();
  expect(open.take('10000')).toBeDefined();
});
