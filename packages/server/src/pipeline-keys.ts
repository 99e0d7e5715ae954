import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HttpError } from './http/http-error.js';

/**
 * Keys of calls that were begun over HTTP. The id of a call is no secret, everybody may read it in the journal; so
 * whoever completes one shows the key that only its beginner was given.
 */
export interface PipelineKeys {
  /** A new key for a call that has begun. */
  issue(callId: string): string;
  /**
   * Takes a call that was begun here, so that nobody else completes it meanwhile; null when it was not, or is taken. Give
   * it back when it could not be completed.
   *
   * @throws HttpError 403 when the key is not its key.
   */
  take(callId: string, key: string | undefined): TakenCall | null;
}

/** A call that only whoever took it may complete. */
export interface TakenCall {
  giveBack(): void;
}

/** As many as an `AgentOS` keeps open. */
const CAPACITY = 10_000;

export function createPipelineKeys(): PipelineKeys {
  const digests = new Map<string, Buffer>();
  return {
    issue(callId) {
      const key = randomBytes(24).toString('base64url');
      digests.set(callId, digest(key));
      const [oldest] = digests.keys();
      if (digests.size > CAPACITY && oldest !== undefined) digests.delete(oldest);
      return key;
    },
    take(callId, key) {
      const expected = digests.get(callId);
      if (expected === undefined) return null;
      if (!timingSafeEqual(expected, digest(key ?? ''))) {
        throw new HttpError(403, 'snapshot.key is not the key that this call was begun with', {
          code: 'NOT_YOUR_CALL',
        });
      }
      digests.delete(callId);
      return { giveBack: () => void digests.set(callId, expected) };
    },
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
