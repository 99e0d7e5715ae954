import { SentinelError } from '@sentinel-agentos/core';

/** Whose payloads to erase: all records of a call, or one record of the newest chain. */
export type RedactTarget = { readonly callId: string } | { readonly seq: number };

const MAX_REASON = 1000;

/** @throws SentinelError `INVALID_ARGUMENT` when the target names no call or record, or the reason is empty or very long. */
export function checkTarget(target: RedactTarget, reason: string): void {
  const { callId, seq } = (target ?? {}) as { readonly callId?: unknown; readonly seq?: unknown };
  const isCall = typeof callId === 'string' && callId !== '' && seq === undefined;
  const isRecord = Number.isSafeInteger(seq) && Number(seq) >= 0 && callId === undefined;
  if (!isCall && !isRecord) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      'What to erase must be named by either a callId or the seq of a record.',
    );
  }
  if (typeof reason !== 'string' || reason.trim() === '' || reason.length > MAX_REASON) {
    throw new SentinelError(
      'INVALID_ARGUMENT',
      `The reason must be a text of 1 to ${MAX_REASON} characters: it is kept in place of what is erased.`,
    );
  }
}
