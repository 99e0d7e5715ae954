import type { RollbackReport } from '@sentinel-agentos/core';
import type { System } from './system.js';

/** Undoes a call by hand: the intent is recorded before anything moves, the outcome after. */
export function undoCall({ journal, snapshotter, clock, sessionId }: System, callId: string): RollbackReport {
  const record = (name: string, data: Parameters<typeof describe>[0] | null): void => {
    journal.appendSync({
      kind: 'event',
      name,
      at: clock.now(),
      sessionId,
      data: { callId, ...(data === null ? {} : describe(data)) },
    });
  };
  record('undo', null);
  const report = snapshotter.undo(callId);
  record('undone', report);
  return report;
}

function describe({ status, paths }: RollbackReport): {
  readonly status: string;
  readonly paths: readonly { readonly path: string; readonly outcome: string }[];
} {
  return { status, paths: paths.map(({ path, outcome }) => ({ path, outcome })) };
}
