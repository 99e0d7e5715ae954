import { createFlowLedger } from '../flow/flow-ledger.js';
import type { FlowLedger } from '../flow/flow-ledger.js';
import type { FlowLedgerOptions } from '../flow/ledger-options.js';

/** Sessions that are followed at once. A ledger takes up to 64 MB. */
const MOST_SESSIONS = 8;

/** The ledger of each session. Data of one session is never found again in another. */
export interface SessionLedgers {
  /** The ledger of a session; made when it is asked for first. The session used longest ago is forgotten beyond 8. */
  of(sessionId: string): FlowLedger;
}

export function createSessionLedgers(options: FlowLedgerOptions): SessionLedgers {
  const ledgers = new Map<string, FlowLedger>();
  return {
    of: (sessionId) => {
      const ledger = ledgers.get(sessionId) ?? createFlowLedger(options);
      ledgers.delete(sessionId);
      ledgers.set(sessionId, ledger);
      if (ledgers.size > MOST_SESSIONS) ledgers.delete(ledgers.keys().next().value ?? '');
      return ledger;
    },
  };
}
