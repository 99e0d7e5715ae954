import { expect, it } from 'vitest';
import { createBreaker, createBreakers } from '../src/breaker.js';

const fail = (): never => {
  throw new Error('disk full');
};

it('[S2-178] opens for five minutes after five failures in a row, and observes again afterwards', () => {
  let now = 0;
  const breaker = createBreaker(() => now);
  for (let count = 0; count < 4; count += 1) breaker.observe(fail);
  expect(breaker.observe(() => 'seen')).toBe('seen');
  for (let count = 0; count < 5; count += 1) expect(breaker.observe(fail)).toBeUndefined();
  expect(breaker.state()).toEqual({ open: true, failures: 0, dropped: 0, lastProblem: 'disk full' });
  expect(breaker.observe(() => 'not seen')).toBeUndefined();
  now = 299_999;
  expect(breaker.observe(() => 'not seen')).toBeUndefined();
  now = 300_000;
  expect(breaker.observe(() => 'seen')).toBe('seen');
  expect(breaker.state()).toMatchObject({ open: false, dropped: 2 });
});

it('[S2-178] takes an observation that is slower than half a second for a failure', () => {
  let now = 0;
  const breaker = createBreaker(() => now);
  for (let count = 0; count < 5; count += 1) breaker.observe(() => void (now += 501));
  expect(breaker.state()).toMatchObject({ open: true, lastProblem: 'an observation took 501 ms' });
});

it('each session has a breaker of its own', () => {
  const breakers = createBreakers(() => 0);
  for (let count = 0; count < 5; count += 1) breakers.of('one').observe(fail);
  expect(breakers.of('two').observe(() => 'seen')).toBe('seen');
  expect(breakers.of('one').observe(() => 'not seen')).toBeUndefined();
  expect(breakers.state()).toEqual({ open: true, failures: 0, dropped: 1, lastProblem: 'disk full' });
});

it('what was not observed is given on, with the reason', () => {
  const breaker = createBreaker(() => 0);
  const ends: string[] = [];
  for (let count = 0; count < 6; count += 1) breaker.observe(fail, (why) => void ends.push(why));
  expect(ends).toEqual([...Array.from({ length: 5 }, () => 'disk full'), 'observing it pauses']);
});
