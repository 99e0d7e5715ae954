import { SentinelError } from './error.js';
import { parseParams } from './parse-params.js';
import type { CallRequest, Claim, ToolCall } from './call.js';
import type { Params } from './params.js';

const MAX_TOOL_NAME = 256;
const NO_PARAMS: Params = Object.freeze(Object.create(null) as Params);

/** What a request leaves out. */
export interface CallDefaults {
  readonly id: string;
  readonly cwd: string;
  readonly sessionId: string;
  readonly agentId: string;
}

/** A call, and why it cannot be judged if it cannot. Even an unreadable call gets an id and a record. */
export interface ParsedCall {
  readonly call: ToolCall;
  readonly problem: SentinelError | null;
}

/** Parses a request once, at the boundary, into a frozen value. Never throws. */
export function parseCall(request: CallRequest, defaults: CallDefaults): ParsedCall {
  const call = (params: Params, claims: readonly Claim[]): ToolCall =>
    Object.freeze({
      id: defaults.id,
      tool: isToolName(request.tool) ? request.tool : '(unnamed)',
      params,
      sessionId: textOr(request.sessionId, defaults.sessionId),
      agentId: textOr(request.agentId, defaults.agentId),
      cwd: textOr(request.cwd, defaults.cwd),
      claims,
    });
  try {
    if (!isToolName(request.tool)) {
      throw new SentinelError(
        'INVALID_PARAMS',
        `tool must be a name of 1 to ${MAX_TOOL_NAME} characters without control characters`,
      );
    }
    if (request.cwd !== undefined && !isAbsolutePath(request.cwd)) {
      throw new SentinelError('INVALID_PARAMS', 'cwd must be an absolute path');
    }
    return { call: call(parseParams(request.params), parseClaims(request.claims)), problem: null };
  } catch (error) {
    const problem = SentinelError.is(error)
      ? error
      : new SentinelError('INVALID_PARAMS', 'params could not be read', { cause: error });
    return { call: call(NO_PARAMS, []), problem };
  }
}

function isToolName(tool: unknown): tool is string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  return typeof tool === 'string' && tool.length <= MAX_TOOL_NAME && /^[^\u0000-\u001f\u007f]+$/.test(tool);
}

/** A path of this or of the other family of systems that does not depend on where the process stands. */
function isAbsolutePath(path: unknown): boolean {
  return typeof path === 'string' && /^(?:\/|[A-Za-z]:[\\/]|\\\\)/.test(path);
}

function textOr(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

function parseClaims(claims: CallRequest['claims']): readonly Claim[] {
  return Object.freeze(
    (claims ?? []).map((claim, index) => {
      if (typeof claim?.path !== 'string' || (claim.change !== 'write' && claim.change !== 'delete')) {
        throw new SentinelError(
          'INVALID_PARAMS',
          `claims.${index} must be { path, change: 'write' | 'delete' }`,
        );
      }
      return Object.freeze({ path: claim.path, change: claim.change });
    }),
  );
}
