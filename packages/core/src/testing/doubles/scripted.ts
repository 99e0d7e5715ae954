import { sampleDecision } from '../samples.js';
import type { Approval, ApprovalRequest } from '../../approval.js';
import type { Approver } from '../../ports/approver.js';
import type { Assessment } from '../../assessment.js';
import type { Evaluator } from '../../ports/evaluator.js';
import type { BlockedCall, CompletedCall, KernelEvent } from '../../completed-call.js';
import type { Clock } from '../../ports/clock.js';
import type { CallDetections, Detector, ResultDetections } from '../../ports/detector.js';
import type { Decision } from '../../decision.js';
import type { Effect } from '../../effect.js';
import type { Execution, ExecutionTask, Executor } from '../../ports/executor.js';
import type { Guard } from '../../ports/guard.js';
import type { Ids } from '../../ports/ids.js';
import type { MemoryRecorder } from '../../ports/memory-recorder.js';
import type { Observer } from '../../ports/observer.js';
import type { Run } from '../../run.js';
import type { ToolCall } from '../../call.js';
import type { UserChange } from '../../user-change.js';
import type { Verdict } from '../../verdict.js';
import type { Verifier, VerifyRequest } from '../../ports/verifier.js';

/** Decides by the tool's name: a tool named after an action gets that action, every other runs. */
export class ScriptedGuard implements Guard {
  readonly observed: CompletedCall[] = [];
  readonly refusals: BlockedCall[] = [];

  inspect(call: ToolCall): Decision {
    const digest = JSON.stringify([call.tool, call.params]);
    switch (call.tool) {
      case 'notify':
      case 'confirm':
      case 'deny':
        return sampleDecision(call.tool, { digest });
      default:
        return sampleDecision('auto', { digest });
    }
  }

  observe(completed: CompletedCall): void {
    this.observed.push(completed);
  }

  refused(blocked: BlockedCall): void {
    this.refusals.push(blocked);
  }
}

/** Finds one word: it is masked, it stops calls that send, and a result that holds it is suspicious. */
export class ScriptedDetector implements Detector {
  readonly #word: string;

  constructor(word = 'hunter2') {
    this.#word = word;
  }

  inspect(call: ToolCall, effects: readonly Effect[]): CallDetections {
    const secrets = Object.entries(call.params).flatMap(([param, value]) => {
      const start = typeof value === 'string' ? value.indexOf(this.#word) : -1;
      return start < 0 ? [] : [{ param, start, end: start + this.#word.length }];
    });
    const floor = effects.some(({ remote }) => remote) ? 'deny' : 'auto';
    const around = [call.tool, call.sessionId, call.cwd, ...Object.keys(call.params)];
    const named = [...around, ...effects.map(({ target }) => target)].some((text) =>
      text.includes(this.#word),
    );
    const findings = secrets.map((evidence) => ({ ...FOUND, floor, evidence }) as const);
    return { findings, secrets, texts: named ? [this.#word] : [] };
  }

  observe(_call: ToolCall, _effects: readonly Effect[], run: Run): ResultDetections {
    const result = run.status === 'succeeded' ? (JSON.stringify(run.result) ?? '') : '';
    const isThere = result.includes(this.#word);
    return isThere ? { findings: [{ ...FOUND, floor: 'auto' }], secrets: [this.#word] } : NOTHING_FOUND;
  }
}

const FOUND = { gate: 'detect', rule: 'detect.word', message: { en: 'the word', zh: '该词' } } as const;
const NOTHING_FOUND: ResultDetections = { findings: [], secrets: [] };

/** Answers every request the same way, and remembers what it was asked. */
export class ScriptedApprover implements Approver {
  readonly asked: ApprovalRequest[] = [];
  readonly #verdict: Approval['verdict'];

  constructor(verdict: Approval['verdict']) {
    this.#verdict = verdict;
  }

  async approve(request: ApprovalRequest): Promise<Approval> {
    this.asked.push(request);
    return this.#verdict === 'granted'
      ? { verdict: 'granted', digest: request.decision.digest, by: 'test' }
      : { verdict: 'declined', by: 'test' };
  }
}

/** Passes what succeeded and fails the rest; a result of `lie` is refuted. */
export class ScriptedVerifier implements Verifier {
  async verify(request: VerifyRequest): Promise<Verdict> {
    return this.verifySync(request);
  }

  verifySync({ run }: VerifyRequest): Verdict {
    const holds = run.status === 'succeeded' && run.result !== 'lie';
    const message = holds ? { en: 'it held', zh: '通过' } : { en: 'it did not hold', zh: '未通过' };
    return {
      status: holds ? 'PASS' : 'FAIL',
      checks: [{ check: 'scripted', status: holds ? 'pass' : 'fail', message }],
    };
  }
}

/** Calls the tool. */
export class CallingExecutor implements Executor {
  async execute<T>({ tool, signal }: ExecutionTask<T>): Promise<Execution<T>> {
    return { kind: 'ran', value: await tool({ signal }) };
  }
}

/** Scores by the verdict alone, and keeps what it is told of users. */
export class ScriptedEvaluator implements Evaluator {
  readonly userChanges: UserChange[] = [];
  #last: number | null = null;

  assess({ verdict }: CompletedCall): Assessment {
    this.#last = verdict.status === 'PASS' ? 100 : 0;
    return { preExec: null, runtime: null, postExec: this.#last, overall: this.#last };
  }

  noteUserChange(change: UserChange): void {
    this.userChanges.push(change);
  }

  score(): number | null {
    return this.#last;
  }
}

/** Keeps what it is told. */
export class CollectingMemory implements MemoryRecorder {
  readonly completed: CompletedCall[] = [];
  readonly blocked: BlockedCall[] = [];

  record(completed: CompletedCall): void {
    this.completed.push(completed);
  }

  recordBlocked(blocked: BlockedCall): void {
    this.blocked.push(blocked);
  }
}

/** Keeps what it sees. */
export class CollectingObserver implements Observer {
  readonly events: KernelEvent[] = [];

  notify(event: KernelEvent): void {
    this.events.push(event);
  }
}

/** Time that moves one millisecond with every reading, or by hand. */
export class SteppingClock implements Clock {
  #now: number;

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  now(): number {
    return this.#now++;
  }

  monotonic(): number {
    return this.#now++;
  }

  advance(milliseconds: number): void {
    this.#now += milliseconds;
  }
}

/** Identifiers op_1, op_2, … */
export class CountingIds implements Ids {
  #last = 0;

  next(): string {
    this.#last += 1;
    return `op_${this.#last}`;
  }
}
