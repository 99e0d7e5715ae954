import { SentinelError } from '@sentinel-agentos/core';
import type { SemanticState } from './semantic-state.js';

/**
 * The state within a size. What holds now and is trusted is never let go. Everything else is, and is counted:
 * closed items, the longest closed first; then what is in quarantine; then what is untrusted or a mere claim;
 * the oldest first. So nobody can crowd out the owner by saying much. Throws `MEMORY_FAILED` when what holds now
 * is too much: then nothing is changed, and something must be forgotten first.
 */
export function fitState(
  state: SemanticState,
  maxBytes: number,
  sizeOf: (state: SemanticState) => number,
): SemanticState {
  let over = sizeOf(state) - maxBytes;
  if (over <= 0) return state;
  const open = state.items.filter((item) => item.validTo === null);
  const history = [
    ...state.items
      .filter((item) => item.validTo !== null)
      .toSorted((a, b) => (a.validTo ?? 0) - (b.validTo ?? 0)),
    ...open.filter((item) => item.quarantine !== null),
    ...open.filter(
      (item) => item.quarantine === null && (item.trust === 'untrusted' || item.conflict !== null),
    ),
  ];
  const gone = new Set<string>();
  for (const item of history) {
    if (over <= 0) break;
    gone.add(item.id);
    over -= Buffer.byteLength(JSON.stringify(item));
  }
  const fitted = {
    ...state,
    items: state.items.filter((item) => !gone.has(item.id)),
    historyDropped: state.historyDropped + gone.size,
  };
  if (sizeOf(fitted) <= maxBytes) return fitted;
  throw new SentinelError(
    'MEMORY_FAILED',
    `memory: semantic memory is full: this would take ${sizeOf(fitted)} of ${maxBytes} bytes; nothing was changed. ` +
      'Forget something first, or raise maxSemanticSizeKb.',
  );
}
