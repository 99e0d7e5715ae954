import { expect, it } from 'vitest';
import { frameworkApprovals } from '../../src/integrations/framework-approvals.js';

it('forgets the oldest question when ten thousand are open', () => {
  const approvals = frameworkApprovals();
  for (let index = 0; index <= 10_000; index++) approvals.asked(`call_${index}`, 'digest');
  expect(approvals.take('call_0', 'digest')).toBe(false);
  expect(approvals.take('call_1', 'digest')).toBe(true);
  expect(approvals.take('call_1', 'digest')).toBe(false);
  expect(approvals.take('call_2', 'another')).toBe(false);
});
