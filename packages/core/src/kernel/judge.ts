import { detect } from './detection.js';
import { inspect } from './inspect.js';
import { maskCall, secretTexts } from '../mask.js';
import { maskDecision } from '../mask-decision.js';
import { parseCall } from '../parse-call.js';
import type { CallRequest, ToolCall } from '../call.js';
import type { Context } from './configuration.js';
import type { Decision } from '../decision.js';

/** What the answer to a call would be. Secrets are masked in both. */
export interface Judgement {
  readonly masked: ToolCall;
  readonly decision: Decision;
}

/** A call with the decision about it: as they are, and as they may be kept and shown. */
export interface JudgedCall extends Judgement {
  readonly call: ToolCall;
  /** The decision as it was made, for those who act on what it names. */
  readonly judged: Decision;
  /** Texts that must not be kept or shown. */
  readonly secrets: readonly string[];
}

/** Parses and judges a call, and finds what of it must not be kept. Never throws; changes nothing. */
export function judgeCall({ ports, options }: Context, request: CallRequest, id: string): JudgedCall {
  const { workspaceRoot: cwd, sessionId, agentId } = options;
  const parsed = parseCall(request, { id, cwd, sessionId, agentId });
  const { call } = parsed;
  const { decision: judged, places, texts } = detect(ports.detector, call, inspect(ports.guard, parsed));
  const found = { params: judged.secretParams, places, texts };
  const secrets = secretTexts(call, found);
  return {
    call,
    judged,
    secrets,
    masked: maskCall(call, found),
    decision: maskDecision(judged, secrets),
  };
}

/** Stands where the id of a call would: nothing was begun. */
const NO_CALL = 'not-begun';

export function judge(context: Context, request: CallRequest): Judgement {
  const { masked, decision } = judgeCall(context, request, NO_CALL);
  return { masked, decision };
}
