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
   * Whether this call was begun here and not completed since.
   *
   * @throws HttpError 403 when it was, and the key is not its key.
   */
  holds(callId: string, key: string | undefined): boolean;
  /** The call is completed. */
  drop(callId: string): void;
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
    holds(callId, key) {
      const expected = digests.get(callId);
      if (expected === undefined) return false;
      if (timingSafeEqual(expected, digest(key ?? ''))) return true;
      throw new HttpError(403, 'snapshot.key is not the key that this call was begun with', {
        code: 'NOT_YOUR_CALL',
      });
    },
    drop: (callId) => void digests.delete(callId),
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
