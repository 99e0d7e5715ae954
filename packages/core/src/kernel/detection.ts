import { messageOf } from './faults.js';
import type { Action, Finding } from '../finding.js';
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

const SEVERITY: Readonly<Record<Action, number>> = { auto: 0, notify: 1, confirm: 2, deny: 3 };

/**
 * Raises a decision by what stands in the parameters of the call. A detector that fails denies, and none of the
 * parameters may be kept then.
 */
export function detect(detector: Detector | undefined, call: ToolCall, decision: Decision): Detected {
  if (detector === undefined) return { decision, places: [], texts: [] };
  try {
    const { findings, secrets, texts } = checked(detector.inspect(call, decision.effects));
    return { decision: raised(decision, findings), places: secrets, texts };
  } catch (error) {
    const why = messageOf(error);
    const message = { en: `the detector failed: ${why}`, zh: `检测器出错：${why}` };
    const unread = { ...decision, secretParams: Object.keys(call.params) };
    return {
      decision: raised(unread, [{ gate: 'detect', rule: 'detect.failed', floor: 'deny', message }]),
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

/** What is asked for because of a finding is asked of a person, each time: it concerns what stands in this call. */
function raised(decision: Decision, findings: readonly Finding[]): Decision {
  if (findings.length === 0) return decision;
  const worst = findings.reduce((a, b) => (SEVERITY[b.floor] > SEVERITY[a.floor] ? b : a));
  const all = { ...decision, findings: [...decision.findings, ...findings] };
  if (SEVERITY[worst.floor] <= SEVERITY[decision.action]) {
    return decision.action === 'confirm' && worst.floor === 'confirm'
      ? { ...all, action: 'confirm', strict: true }
      : all;
  }
  const parts = { ...all, reason: worst.message, explanation: withFinding(decision, worst) };
  return worst.floor === 'confirm'
    ? { ...parts, action: 'confirm', strict: true }
    : { ...parts, action: worst.floor, strict: false };
}

function withFinding({ explanation }: Decision, { rule, message, floor }: Finding): Decision['explanation'] {
  const title = floor.toUpperCase();
  return {
    en: `${title}: [detect: ${rule}] ${message.en}; ${explanation.en}`,
    zh: `${title}：[detect: ${rule}] ${message.zh}；${explanation.zh}`,
  };
}
