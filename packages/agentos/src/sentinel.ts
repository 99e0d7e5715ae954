import { AgentOS } from './agent-os.js';
import { OpenCalls } from './open-calls.js';
import { parseParams, sameParams } from '@sentinel-agentos/core';
import type { Action, BeginOptions, Params, Receipt, StartedCall } from '@sentinel-agentos/core';
import type { AgentOSOptions } from './options.js';
import type { AuditEntry } from '@sentinel-agentos/audit';
import type { FeedbackSignal } from '@sentinel-agentos/evaluator';

/** What `preCheck` says. The tool may run only when `allowed` is true. */
export interface PreCheck {
  readonly allowed: boolean;
  /** Why it is stopped, or what the user should be told. */
  readonly reason?: string;
  /** Of a call that is stopped: what the agent could change so that less would stop it, where that is known. */
  readonly safer?: string;
  readonly risk: Action;
  readonly needsConfirmation: boolean;
  readonly auditId: string;
  /** What an approval of this call must name. */
  readonly digest: string;
}

/** One line around an agent's tools. */
export interface Sentinel extends Pick<
  AgentOS,
  | 'execute'
  | 'wrapTools'
  | 'injectContext'
  | 'endSession'
  | 'trust'
  | 'endTurn'
  | 'halt'
  | 'resume'
  | 'undo'
  | 'undoSession'
  | 'diff'
  | 'snapshots'
  | 'verifyAudit'
  | 'fullStatus'
  | 'compactReport'
  | 'fullReport'
  | 'report'
  | 'metrics'
  | 'close'
> {
  /** Synchronous: judges the call, records the intent and remembers its targets. */
  preCheck(tool: string, params: unknown, options?: Pick<BeginOptions, 'approval'>): PreCheck;
  /**
   * Synchronous: verifies, records and learns. Belongs to the oldest call of the same tool with the same
   * parameters that `preCheck` allowed; without one the call is recorded as run before it was judged. `error` is
   * what the tool threw, if it did.
   */
  postCheck(tool: string, params: unknown, result?: unknown, error?: unknown): Receipt;
  /** Records what the user's behaviour says about the agent. */
  feedback(signal: FeedbackSignal): void;
  /** The status report as text. */
  status(): string;
  /** The newest recorded calls, newest first. Default 20. */
  audit(limit?: number): readonly AuditEntry[];
  /** Everything else: the parts and the two-step pipeline. */
  readonly os: AgentOS;
}

/**
 * Sentinel around the tools of an agent, in one line.
 *
 * @throws SentinelError as `AgentOS` does.
 */
export function wrapAgent(options: AgentOSOptions = {}): Sentinel {
  const os = new AgentOS(options);
  const open = new OpenCalls();
  const { language = 'en' } = options;

  return {
    os,
    execute: os.execute.bind(os),
    wrapTools: os.wrapTools.bind(os),
    injectContext: os.injectContext.bind(os),
    endSession: os.endSession.bind(os),
    trust: os.trust.bind(os),
    endTurn: os.endTurn.bind(os),
    halt: os.halt.bind(os),
    resume: os.resume.bind(os),
    undo: os.undo.bind(os),
    undoSession: os.undoSession.bind(os),
    diff: os.diff.bind(os),
    snapshots: os.snapshots.bind(os),
    verifyAudit: os.verifyAudit.bind(os),
    fullStatus: os.fullStatus.bind(os),
    compactReport: os.compactReport.bind(os),
    fullReport: os.fullReport.bind(os),
    report: os.report.bind(os),
    metrics: os.metrics.bind(os),
    close: os.close.bind(os),
    feedback: (signal) => os.recordFeedback(signal),
    status: () => os.statusReport(),
    audit: (limit = 20) => os.audit({ limit }),

    preCheck(tool, params, options = {}) {
      const begun = os.kernel.begin({ tool, params }, options);
      if (begun.state === 'blocked') {
        const { risk, reason, safer, needsConfirmation, auditId, decision } = begun.receipt;
        return {
          allowed: false,
          reason,
          ...(safer === undefined ? {} : { safer }),
          risk,
          needsConfirmation,
          auditId,
          digest: decision.digest,
        };
      }
      open.add(begun);
      const { decision, call } = begun;
      return {
        allowed: true,
        ...(decision.action === 'auto' ? {} : { reason: decision.reason[language] }),
        risk: decision.action,
        needsConfirmation: false,
        auditId: call.id,
        digest: decision.digest,
      };
    },

    postCheck(tool, params, result, error) {
      const judged = paramsOf(params);
      const matches = ({ call }: StartedCall): boolean =>
        call.tool === tool && judged !== null && sameParams(call.params, judged);
      const started = open.takeOldest(matches) ?? os.kernel.begin({ tool, params }, { alreadyRan: true });
      if (started.state === 'blocked') return started.receipt;
      return os.kernel.complete(
        started,
        error === undefined ? { status: 'succeeded', result } : { status: 'failed', error },
      );
    },
  };
}

/** The parameters as they would have been judged, or null when they cannot be. */
function paramsOf(params: unknown): Params | null {
  try {
    return parseParams(params);
  } catch {
    return null;
  }
}
