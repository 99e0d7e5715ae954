/** What the server answers, as far as this page reads it. Names and texts in it are anybody's. */

/** The server's answers, to whoever has the token. */
export interface Api {
  get<T>(path: string, query?: Query): Promise<T>;
  post<T>(path: string, body?: object): Promise<T>;
  stream(path: string, headers: Record<string, string>, signal: AbortSignal): Promise<Response>;
  /** Milliseconds since the epoch by the server's clock, to about a second. */
  now(): number;
}

/** What is null, undefined or empty is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

/** One event of the stream; `data` is its JSON. */
export interface FeedEvent {
  readonly id: string | null;
  readonly event: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export type Action = 'auto' | 'notify' | 'confirm' | 'deny';

/** What the page speaks. */
export type Language = keyof LocalizedText;

export interface LocalizedText {
  readonly en: string;
  readonly zh: string;
}

export interface Effect {
  readonly verb: string;
  readonly target: string;
  readonly scope: string;
  readonly reversibility?: number;
  readonly sensitivity?: number;
  readonly remote?: boolean;
}

export interface WaitingApproval {
  readonly id: string;
  readonly call: {
    readonly tool: string;
    readonly params: unknown;
    readonly sessionId: string;
    readonly agentId: string;
    readonly cwd: string;
  };
  readonly preExec: {
    readonly riskScore: { readonly score: number; readonly score100: number; readonly reason: string };
    readonly safer?: string;
    readonly effects: readonly Effect[];
  };
  readonly explanation: LocalizedText;
  readonly strict: boolean;
  /** Milliseconds since the epoch, by the server's clock. */
  readonly askedAt: number;
  readonly expiresAt: number;
}

export interface AuditEntry {
  readonly id: string;
  readonly seq: number;
  readonly at: number;
  readonly sessionId: string;
  readonly agentId: string;
  readonly toolName: string;
  readonly cwd: string;
  readonly params: unknown;
  readonly action: Action;
  readonly riskScore: number;
  readonly decision: {
    readonly strict: boolean;
    readonly digest: string;
    readonly rules: readonly string[];
    readonly effects: readonly Effect[];
    readonly dimensions: Readonly<Record<string, number>>;
  };
  readonly approval: { readonly status: string; readonly by?: string; readonly reason?: string };
  readonly status: string;
  readonly verifyStatus: string | null;
  readonly reason: string | null;
  readonly durationMs: number | null;
  readonly outcome: unknown;
}

export interface VerifyReport {
  readonly status: 'ok' | 'tampered' | 'truncated' | 'unchecked';
  readonly levels: Readonly<Record<string, 'holds' | 'broken' | 'unchecked'>>;
  readonly message: LocalizedText;
  readonly records?: number;
  readonly root?: string;
}

export interface AuditStats {
  readonly totalOperations: number;
  readonly verifyFailures: number;
  readonly highRiskOps: number;
  readonly blocked: number;
  readonly unfinished: number;
  readonly last24h: number;
  readonly sessions: number;
}

export interface SessionSummary {
  readonly sessionId: string;
  readonly operations: number;
  readonly verifyFailures: number;
  readonly highRisk: number;
  readonly overallScore: number | null;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly ended: boolean;
}

export interface TrustStatus {
  readonly sessionId: string;
  readonly r: number | null;
  readonly pScore: number | null;
  readonly grade: string | null;
  readonly band: string | null;
  readonly axes: Readonly<Record<string, number>> | null;
  readonly turns: number;
  readonly halted: { readonly by: string; readonly reason: string; readonly at: number } | null;
}

export interface AgentProfile {
  readonly overallScore: number | null;
  readonly breakdown: Readonly<Record<string, number | null>>;
  readonly notices: {
    readonly warnings: readonly Notice[];
    readonly strengths: readonly Notice[];
  };
  readonly sampleSize: number;
  readonly grade: string | null;
}

export interface Notice {
  readonly text: LocalizedText;
}

export interface ReportData {
  readonly profile: AgentProfile;
  readonly quality: readonly { readonly from: number; readonly to: number; readonly mean: number | null }[];
  readonly trust: {
    readonly periods: readonly {
      readonly from: number;
      readonly to: number;
      readonly highest: number;
      readonly last: number;
      readonly halts: number;
    }[];
  } | null;
}

export interface StoredSnapshot {
  readonly id: string;
  readonly status: 'open' | 'settled' | 'undoing' | 'undone' | 'partly-undone' | 'not-undone' | 'damaged';
  readonly tool?: string;
  readonly sessionId?: string;
  readonly bytes?: number;
  readonly undoOf?: string | null;
  readonly snapshot?: { readonly takenAt: number };
  readonly reason?: string;
}

export interface PathChange {
  readonly path: string;
  readonly change: 'created' | 'deleted' | 'replaced' | 'content' | 'permissions';
  readonly by: 'call' | 'somebody-else' | 'unknown';
}

export interface UndoReport {
  readonly status: string;
}

export interface MemoryEvent {
  readonly id: string;
  readonly ts: number;
  readonly sessionId: string;
  readonly type: string;
  readonly actor: string;
  readonly trust: string;
  readonly text: string;
  readonly level: string;
}

export interface Quarantined {
  readonly id: string;
  readonly tier: string;
  readonly kind: string;
  readonly text: string;
  readonly reason: string;
  readonly at: number;
}

export interface SemanticItem {
  readonly kind: string;
  /** What it is about; for facts and rules a digest of their text. */
  readonly slot: string;
  readonly value: unknown;
  readonly trust: string;
  readonly updatedAt: number;
  readonly validTo: number | null;
  readonly quarantine: string | null;
}

export interface MemoryStats {
  readonly working: Readonly<Record<string, number>>;
}
