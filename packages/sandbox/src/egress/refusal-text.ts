import { REFUSALS } from './egress-reason.js';
import type { RefuseReason } from './egress-reason.js';

/** What the program inside reads when it is refused. Holds nothing that it sent. */
export function refusalText(reason: RefuseReason): string {
  const { en, zh } = REFUSALS[reason];
  return `Sandbox: ${en} (${reason})\n沙箱：${zh}（${reason}）\n`;
}
