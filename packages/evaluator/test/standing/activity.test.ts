import { expect, it } from 'vitest';
import { Activity } from '../../src/standing/activity.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

it('counts the calls and failures of the last day, to the minute', () => {
  const activity = new Activity();
  const now = 10 * DAY;
  activity.count(now - DAY, true);
  activity.count(now - DAY + MINUTE, true);
  activity.count(now, false);
  activity.count(now, false);
  expect(activity.lastDay(now)).toEqual({ calls: 3, failures: 1 });
});

it('does not count what lies in the future', () => {
  const activity = new Activity();
  activity.count(DAY + 5 * MINUTE, true);
  expect(activity.lastDay(DAY)).toEqual({ calls: 0, failures: 0 });
});

it('never drops a minute of the last day, whatever the order', () => {
  const activity = new Activity();
  for (let minute = 5000; minute > 0; minute -= 1) activity.count(minute * MINUTE, false);
  expect(activity.lastDay(5000 * MINUTE).calls).toBe(1440);
  expect(activity.values().length).toBe(1500);
});
