import { messageOf } from './faults.js';
import { raiseDecision, SEVERITY } from '../raise-decision.js';
import type { Context } from './configuration.js';
import type { Decision } from '../decision.js';
import type { CallDetections, Detector, ResultDetections } from '../ports/detector.js';
import type { Evidence } from '../effect.js';
import type { Faults } from './faults.js';
import type { Run } from '../run.js';
import type { ToolCall } from '../call.js';

/** A decision with what the detector adds to it, and where secrets stand in and around the call. */
export interface Detected {
  readonly decision: Decision;
  readonly places: readonly Evidence[];
  readonly texts: readonly string[];
}

/**
 * Raises a decision by what stands in the parameters of the call. A detector that fails denies, and none of the
 * parameters may be kept then.
 */
export function detect(detector: Detector | undefined, call: ToolCall, decision: Decision): Detected {
  if (detector === undefined) return { decision, places: [], texts: [] };
  try {
    const { findings, secrets, texts } = checked(detector.inspect(call, decision.effects));
    return { decision: raiseDecision(decision, findings), places: secrets, texts };
  } catch (error) {
    const why = messageOf(error);
    const message = { en: `the detector failed: ${why}`, zh: `检测器出错：${why}` };
    const unread = { ...decision, secretParams: Object.keys(call.params) };
    return {
      decision: raiseDecision(unread, [{ gate: 'detect', rule: 'detect.failed', floor: 'deny', message }]),
      places: [],
      texts: [],
    };
  }
}

/** A detector can be anybody's code: an answer of another shape must not be taken for silence. */
function checked(answer: CallDetections): CallDetections {
  const { findings, secrets, texts } = answer;
  const isWhole =
    [findings, secrets, texts].every(Array.isArray) &&
    findings.every(({ floor }) => Object.hasOwn(SEVERITY, floor)) &&
    texts.every((text) => typeof text === 'string');
  if (!isWhole) throw new Error('it gave no detections');
  return answer;
}

/** What came with a result. A detector that fails knows nothing of it: then none of it may be kept. */
export function detectResult(
  { ports }: Context,
  faults: Faults,
  call: ToolCall,
  decision: Decision,
  run: Run,
): ResultDetections | null {
  const { detector } = ports;
  if (detector === undefined) return NOTHING;
  return faults.attempt(
    'DETECTOR_FAILED',
    'the result could not be looked at, so it is kept nowhere',
    () => detector.observe(call, decision.effects, told(run)),
    null,
  );
}

/** What is kept of a failure is what it says of itself; whoever looks for secrets must see exactly that. */
function told(run: Run): Run {
  if (run.status !== 'failed' || run.error instanceof Error) return run;
  return { ...run, error: new Error(messageOf(run.error), { cause: run.error }) };
}

const NOTHING: ResultDetections = { findings: [], secrets: [] };
