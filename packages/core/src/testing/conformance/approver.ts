import { check } from './conformance-case.js';
import { sampleCall, sampleDecision } from '../samples.js';
import type { Approver } from '../../ports/approver.js';
import type { ConformanceCase } from './conformance-case.js';

export interface ApproverSubjects {
  /** Makes an approver that will grant what it is asked. */
  readonly granting: () => Approver;
  /** Makes an approver that will decline. */
  readonly declining: () => Approver;
}

export function approverConformance({ granting, declining }: ApproverSubjects): readonly ConformanceCase[] {
  const request = (digest: string) => ({
    call: sampleCall(),
    decision: sampleDecision('confirm', { digest }),
  });
  const never = new AbortController().signal;
  return [
    {
      name: 'a grant names the digest it was asked about and who gave it',
      run: async () => {
        for (const digest of ['first', 'second']) {
          const approval = await granting().approve(request(digest), never);
          check(
            approval.verdict === 'granted' && approval.digest === digest,
            'the grant is for another call',
          );
          check(approval.by !== '', 'nobody stands for the grant');
        }
      },
    },
    {
      name: 'a refusal is a refusal',
      run: async () => {
        const approval = await declining().approve(request('first'), never);
        check(approval.verdict === 'declined', 'it was granted');
      },
    },
  ];
}
