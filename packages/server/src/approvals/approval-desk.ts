import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/http-error.js';
import type { HostAnswer, PipelineQuestion, PipelineResult } from 'sentinel-agentos';

/** What became of a question to the server's people. */
export type ApprovalState = 'pending' | 'granted' | 'declined' | 'unanswered';

/** A call that waits for a person, or did, as people see it. Secrets are masked. */
export interface Approval {
  readonly id: string;
  readonly state: ApprovalState;
  readonly call: PipelineQuestion['question']['masked'];
  readonly preExec: PipelineQuestion['preExec'];
  readonly explanation: PipelineQuestion['question']['decision']['explanation'];
  readonly strict: boolean;
  readonly digest: string;
  /** Milliseconds since the epoch. */
  readonly askedAt: number;
  readonly expiresAt: number;
  /** Who answered, why, and when; null while nobody has. */
  readonly answered: { readonly by: string; readonly reason: string | null; readonly at: number } | null;
}

/** An approval as its asker is told of it. */
export interface Asked {
  /**
   * Says which approval, and proves who asked: only with it is the granted call given out, to be run. Everybody else
   * sees the part before the dot.
   */
  readonly handle: string;
  readonly approval: Approval;
}

/** A person's answer. */
export interface PersonsAnswer {
  readonly verdict: 'granted' | 'declined';
  readonly by: string;
  readonly reason?: string | undefined;
}

/** Where calls wait until a person has answered. */
export interface ApprovalDesk {
  /** @throws HttpError 503 when too many wait already */
  ask(question: PipelineQuestion): Asked;
  /** All that wait, oldest first, and the last that were answered. */
  list(): readonly Approval[];
  /** @throws HttpError 404 for one that is unknown */
  get(idOrHandle: string): Approval;
  /**
   * What came of the call so far. Its snapshot, with which it is run and completed, is only for whoever shows the handle.
   *
   * @throws HttpError 404 for one that is unknown
   */
  resultFor(idOrHandle: string): PipelineResult;
  /**
   * Answers for a person and begins, or ends, the call.
   *
   * @throws HttpError 404 for one that is unknown, 409 for one that was answered before.
   */
  answer(idOrHandle: string, answer: PersonsAnswer): Approval;
  /** Resolves when it waits no more, the time is over, or the signal aborts. */
  settled(idOrHandle: string, waitMs: number, signal: AbortSignal): Promise<void>;
  /** Ends every wait: nobody will answer any more. */
  close(): void;
}

/** What a desk needs. */
export interface DeskOptions {
  readonly now: () => number;
  /** Told of every approval when it is asked for and when it is over. */
  readonly onChange: (approval: Approval) => void;
  /** Gives the one who asked what it needs to complete the call. */
  readonly begun: (result: PipelineResult) => PipelineResult;
  readonly capacity: number;
}

interface Entry {
  approval: Approval;
  result: PipelineResult | null;
  readonly secret: Buffer;
  readonly question: PipelineQuestion;
  readonly timer: NodeJS.Timeout;
  readonly waiters: Set<() => void>;
}

export function createApprovalDesk({ now, onChange, begun, capacity }: DeskOptions): ApprovalDesk {
  /** Oldest first. */
  const entries = new Map<string, Entry>();

  const find = (idOrHandle: string): Entry => {
    const entry = entries.get(idOrHandle.split('.', 1)[0] ?? '');
    if (entry === undefined) throw new HttpError(404, 'There is no such approval', { code: 'NOT_FOUND' });
    return entry;
  };

  function settle(entry: Entry, answer: HostAnswer, by: string): void {
    clearTimeout(entry.timer);
    const result = entry.question.answer(answer);
    const reason = answer.verdict === 'granted' ? null : (answer.reason ?? null);
    // A grant that does not hold any more has begun nothing.
    const isGranted = answer.verdict === 'granted' && result.snapshot !== null;
    const refused = answer.verdict === 'unanswered' ? 'unanswered' : 'declined';
    entry.result = begun(result);
    entry.approval = {
      ...entry.approval,
      state: isGranted ? 'granted' : refused,
      answered: {
        by,
        reason: answer.verdict === 'granted' && !isGranted ? result.preExec.riskScore.reason : reason,
        at: now(),
      },
    };
    for (const wake of entry.waiters) wake();
    onChange(entry.approval);
  }

  function makeRoom(): void {
    for (const [id, { approval }] of entries) {
      if (entries.size < capacity) return;
      if (approval.state !== 'pending') entries.delete(id);
    }
    if (entries.size >= capacity) {
      throw new HttpError(503, 'Too many calls wait for a person', { headers: { 'retry-after': '5' } });
    }
  }

  const expire = (entry: Entry, reason: string): void => {
    if (entry.approval.state === 'pending') settle(entry, { verdict: 'unanswered', reason }, 'nobody');
  };

  return {
    ask(question) {
      makeRoom();
      const { masked, decision, withinMs } = question.question;
      const [id, secret] = [randomBytes(9).toString('base64url'), randomBytes(24).toString('base64url')];
      const askedAt = now();
      const approval: Approval = {
        id,
        state: 'pending',
        call: masked,
        preExec: question.preExec,
        explanation: decision.explanation,
        strict: decision.strict,
        digest: decision.digest,
        askedAt,
        expiresAt: askedAt + withinMs,
        answered: null,
      };
      const timer = setTimeout(() => expire(entry, `nobody answered within ${withinMs} ms`), withinMs);
      timer.unref();
      const entry: Entry = {
        approval,
        result: null,
        secret: digestOf(secret),
        question,
        timer,
        waiters: new Set(),
      };
      entries.set(id, entry);
      onChange(approval);
      return { handle: `${id}.${secret}`, approval };
    },

    list: () => [...entries.values()].map(({ approval }) => approval),
    get: (idOrHandle) => find(idOrHandle).approval,

    resultFor(idOrHandle) {
      const { result, secret, question } = find(idOrHandle);
      const { preExec, profile } = result ?? question;
      const isAsker = timingSafeEqual(secret, digestOf(idOrHandle.split('.')[1] ?? ''));
      return { preExec, snapshot: isAsker ? (result?.snapshot ?? null) : null, profile };
    },

    answer(idOrHandle, { verdict, by, reason }) {
      const entry = find(idOrHandle);
      if (entry.approval.state !== 'pending') {
        throw new HttpError(409, `This approval is over: ${entry.approval.state}`, {
          code: 'ANSWERED_BEFORE',
        });
      }
      const { digest } = entry.approval;
      const answer: HostAnswer =
        verdict === 'granted'
          ? { verdict, digest, by }
          : { verdict, by, ...(reason === undefined ? {} : { reason }) };
      settle(entry, answer, by);
      return entry.approval;
    },

    async settled(idOrHandle, waitMs, signal) {
      const { approval, waiters } = find(idOrHandle);
      if (approval.state !== 'pending' || waitMs <= 0 || signal.aborted) return;
      await new Promise<void>((resolve) => {
        const over = (): void => {
          clearTimeout(timer);
          waiters.delete(over);
          signal.removeEventListener('abort', over);
          resolve();
        };
        const timer = setTimeout(over, waitMs);
        waiters.add(over);
        signal.addEventListener('abort', over, { once: true });
      });
    },

    close() {
      for (const entry of entries.values()) expire(entry, 'the server was stopped');
    },
  };
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
