import { Faults } from './faults.js';
import { isDecision } from './inspect.js';
import { judgeCall } from './judge.js';
import { paramsToJson } from '../mask.js';
import { parseParams, sameParams } from '../parse-params.js';
import { SentinelError } from '../error.js';
import { Stopwatch } from './stopwatch.js';
import type { ApprovalOutcome } from '../approval.js';
import type { Claim, ToolCall } from '../call.js';
import type { Context } from './configuration.js';
import type { Decision } from '../decision.js';
import type { JsonObject } from '../json.js';
import type { Params } from '../params.js';
import type { Snapshot } from '../snapshot.js';
import type { Started } from './begin.js';

/** A begun call as plain data, its secrets masked: it survives JSON and the process that began it. */
export interface KeptCall {
  readonly version: 1;
  readonly id: string;
  readonly tool: string;
  readonly params: JsonObject;
  readonly sessionId: string;
  readonly agentId: string;
  readonly cwd: string;
  readonly claims: readonly Claim[];
  readonly decision: Decision;
  readonly approval: ApprovalOutcome;
  readonly snapshot: Snapshot | null;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** Whether there were secrets in or around it. Without any, nothing of the call as it is kept is masked. */
  readonly hadSecrets: boolean;
}

export function keepCall(started: Started): KeptCall {
  const { masked, decision, approval, snapshot, startedAt, secrets } = started;
  return {
    version: 1,
    ...masked,
    params: paramsToJson(masked.params),
    decision,
    approval,
    snapshot,
    startedAt,
    hadSecrets: secrets.length > 0,
  };
}

/** Takes a kept call up again. It lay on a disk: every part is looked at before it is believed. */
export function resumeCall(context: Context, kept: KeptCall, params: unknown): Started {
  checkKept(kept);
  const masked = maskedCall(kept);
  const { call, secrets } =
    params === undefined ? { call: masked, secrets: [] } : trueCall(context, kept, masked, params);
  const { decision, approval, snapshot, startedAt } = kept;
  return {
    state: 'started',
    call,
    masked,
    judged: decision,
    decision,
    secrets,
    approval,
    snapshot,
    startedAt,
    faults: new Faults(),
    stopwatch: new Stopwatch(context.ports.clock),
  };
}

function maskedCall({ id, tool, params, sessionId, agentId, cwd, claims }: KeptCall): ToolCall {
  return Object.freeze({ id, tool, params: parseParams(params), sessionId, agentId, cwd, claims });
}

/** The call as it was before its secrets were masked, from the parameters that whoever ran it says it ran with. */
function trueCall(
  context: Context,
  { hadSecrets }: KeptCall,
  masked: ToolCall,
  params: unknown,
): { readonly call: ToolCall; readonly secrets: readonly string[] } {
  const told = hadSecrets ? null : readAsKept(params, masked.params);
  if (told !== null) return { call: Object.freeze({ ...masked, params: told }), secrets: [] };
  const again = judgeCall(context, { ...masked, params }, masked.id);
  if (!sameParams(plain(again.masked.params), plain(masked.params))) {
    throw new SentinelError('INVALID_ARGUMENT', `params are not those that ${masked.id} was begun with`);
  }
  return { call: again.call, secrets: again.secrets };
}

/** The parameters, where they are those that are kept. What nobody can read is judged, which says what is wrong with it. */
function readAsKept(params: unknown, kept: Params): Params | null {
  try {
    const told = parseParams(params);
    return sameParams(plain(told), kept) ? told : null;
  } catch {
    return null;
  }
}

/** Parameters as they are after a stay on a disk. */
const plain = (params: Params): Params => parseParams(paramsToJson(params));

const TEXTS = ['id', 'tool', 'sessionId', 'agentId', 'cwd'] as const;

function checkKept(kept: KeptCall | null | undefined): asserts kept is KeptCall {
  const isWhole =
    kept?.version === 1 &&
    TEXTS.every((name) => typeof kept[name] === 'string') &&
    Number.isFinite(kept.startedAt) &&
    typeof kept.hadSecrets === 'boolean' &&
    Array.isArray(kept.claims) &&
    isObject(kept.params) &&
    isObject(kept.approval) &&
    isSnapshot(kept.snapshot, kept.id) &&
    isDecision(kept.decision);
  if (!isWhole) throw new SentinelError('INVALID_ARGUMENT', 'the data is no kept call');
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A snapshot of another call must not be settled or put back under this one's name. */
function isSnapshot(value: Snapshot | null | undefined, id: string): boolean {
  if (value === null) return true;
  return isObject(value) && value.id === id && [value.files, value.uncovered].every(Array.isArray);
}
