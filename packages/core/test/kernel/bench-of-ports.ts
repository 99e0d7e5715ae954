import {
  CallingExecutor,
  CollectingMemory,
  CollectingObserver,
  CountingIds,
  InMemoryJournal,
  InMemorySnapshotter,
  ScriptedEvaluator,
  ScriptedGuard,
  ScriptedVerifier,
  SteppingClock,
  sampleDecision,
  sampleEffect,
} from '../../src/testing/index.js';
import { createKernel } from '../../src/index.js';
import type { Decision, Guard, Kernel, KernelOptions, KernelPorts, ToolCall } from '../../src/index.js';

export interface Bench {
  readonly kernel: Kernel;
  readonly journal: InMemoryJournal;
  readonly snapshotter: InMemorySnapshotter;
  readonly memory: CollectingMemory;
  readonly observer: CollectingObserver;
  readonly guard: Guard;
}

/** A kernel over in-memory ports; a test replaces the port it is about. */
export function bench(ports: Partial<KernelPorts> = {}, options: Partial<KernelOptions> = {}): Bench {
  const journal = new InMemoryJournal();
  const snapshotter = new InMemorySnapshotter();
  const memory = new CollectingMemory();
  const observer = new CollectingObserver();
  const guard = new ScriptedGuard();
  const kernel = createKernel(
    {
      guard,
      journal,
      snapshotter,
      verifier: new ScriptedVerifier(),
      executor: new CallingExecutor(),
      evaluator: new ScriptedEvaluator(),
      memory,
      observers: [observer],
      clock: new SteppingClock(),
      ids: new CountingIds(),
      ...ports,
    },
    { workspaceRoot: '/workspace', ...options },
  );
  return { kernel, journal, snapshotter, memory, observer, guard };
}

/** A guard that lets every call run as a write of the path in `params.path`, at a risk of the test's choice. */
export class WritingGuard extends ScriptedGuard {
  readonly #score: number;

  constructor(score: number) {
    super();
    this.#score = score;
  }

  override inspect(call: ToolCall): Decision {
    const path = call.params['path'];
    const decision = sampleDecision('auto');
    return {
      ...decision,
      risk: { ...decision.risk, score: this.#score },
      effects: typeof path === 'string' ? [sampleEffect({ target: path })] : [],
    };
  }
}

/** An implementation of a port's method that fails. */
export const fails = (): never => {
  throw new Error('out of order');
};
