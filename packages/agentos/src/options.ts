import { createRequire } from 'node:module';
import { SentinelError } from '@sentinel-agentos/core';
import type * as Zod from 'zod';
import type { DetectorOptions } from '@sentinel-agentos/detect';
import type { MemoryOptions } from '@sentinel-agentos/memory';
import type { KillSwitchOptions, SafetyGateOptions, TrustSink } from '@sentinel-agentos/evaluator';
import type { BackendOptions, SandboxPolicyOptions } from '@sentinel-agentos/sandbox';
import type { Approver, Clock, Ids, Language, Observer } from '@sentinel-agentos/core';
import type {
  Check,
  GuardRules,
  RiskThresholds,
  SnapshotLimits,
  SnapshotRetention,
  ToolHints,
  OwnPath,
  ToolReader,
} from '@sentinel-agentos/guard';

/** How the guard decides. */
export interface GuardConfig {
  /** Upper ends of the bands; ordered and finite. Default `{ autoApprove: .5, notify: 1, confirm: 3, deny: 8 }`. */
  readonly riskGate?: Partial<RiskThresholds>;
  /** Rules in code. */
  readonly rules?: GuardRules;
  /** A rules file that is read again when it changes. Default `<stateDir>/rules.json`, where it exists. */
  readonly rulesFile?: string;
  /** Whether `sudo`, `chmod 777`, `rm -rf /` and `curl … | sh` are denied whatever thresholds say. Default false. */
  readonly instantRules?: boolean;
  /**
   * Further places that decide whether and how Sentinel works, such as the configuration of the host it is installed
   * in: no call may change them. Absolute, or from the workspace root. Of a folder that an agent works in, `{ folder,
   * except }` keeps everything but what is excepted, which is absolute or from that folder.
   */
  readonly ownPaths?: readonly OwnPath[];
  /** Effects of tools that the guard cannot know, by tool name. */
  readonly toolReaders?: Readonly<Record<string, ToolReader>>;
  /** What trusted servers say of their tools, by tool name: the `ToolAnnotations` of the Model Context Protocol. */
  readonly toolHints?: Readonly<Record<string, ToolHints>>;
}

/** What snapshots hold and how long they stay. */
export interface SnapshotConfig {
  /** Of one call; what is beyond is not covered, and what the call deletes counts as lost. */
  readonly limits?: SnapshotLimits;
  readonly retention?: SnapshotRetention;
}

/**
 * The policy of the sandbox; its workspace is the agent's. Beside `.git/config` and `.git/hooks/`, the state folder is
 * always protected: no command rewrites its own record.
 */
export type SandboxConfig = Omit<SandboxPolicyOptions, 'workspaceRoot'> & Omit<BackendOptions, 'backend'>;

/** How the memory keeps and finds; its sizes are options of their own. */
export type MemoryConfig = Pick<
  MemoryOptions,
  'episodicStore' | 'maxSemanticSizeKb' | 'countTokens' | 'embedder'
>;

/** Everything that can be configured. Every option has a default; nothing is required. */
export interface AgentOSOptions {
  /** The folder the agent works in. Default: the current folder. */
  readonly workspaceRoot?: string;
  /** Where state is kept. Default `<workspaceRoot>/.agentos`. */
  readonly stateDir?: string;
  /** Where keys and anchors of the journal are kept. Default: the user's state folder. */
  readonly userStateDir?: string;
  readonly sessionId?: string;
  readonly agentId?: string;
  /** Language of reasons and reports. Default `en`. */
  readonly language?: Language;
  /** Most tokens that working memory holds. Default 50,000. */
  readonly maxWorkingTokens?: number;
  /** Largest episodic memory in KiB. Default 500. */
  readonly maxEpisodicSizeKb?: number;
  /**
   * Whether opening a workspace takes its `MEMORY.md` over into the memory, once; the file is only read. Default true.
   */
  readonly migrateMemoryFile?: boolean;
  /**
   * Whether the workspace is opened only to look at it: nothing is made, taken over (`migrateMemoryFile`) or finished, such
   * as an undo that was cut off with its process. What is done with it all the same is recorded as ever. Default false.
   */
  readonly looking?: boolean;
  /** How events are kept, and what may help to find them. Default: in a journal, by words alone. */
  readonly memoryConfig?: MemoryConfig;
  readonly guardConfig?: GuardConfig;
  /**
   * What is looked for in parameters and results, and where data flows. Default: credentials, injected instructions
   * and flow; personal data only when asked for. `false` looks for nothing.
   */
  readonly detectConfig?: DetectorOptions | false;
  readonly evaluatorConfig?: {
    /** Whether feedback that is read from behaviour counts. Default true. */
    readonly implicitFeedbackEnabled?: boolean;
  };
  /** Whether and how calls are asked about and blocked by what their session has earned. */
  readonly safetyGate?: SafetyGateOptions;
  /** When a session is halted by itself. A person can halt one at any time. */
  readonly killSwitch?: KillSwitchOptions;
  /** Told of everything that changes the trust in a session, numbers and names only, for example to pass it on. */
  readonly trustSink?: TrustSink;
  /** Whether the built-in schema rules and guard rules are in force beside the risk gate. */
  readonly preRegisteredRules?: boolean;
  /**
   * Runs the commands of shell tools (`exec`, `bash`, `sh`, `shell`) in a sandbox instead of calling the tool's own
   * function; their value is then the program's result. `auto` takes Docker where it answers, else bubblewrap. Where
   * none can be had the call fails: nothing is run unprotected. Implies mode `sandbox`.
   */
  readonly sandbox?: 'docker' | 'bubblewrap' | 'auto';
  /** What the sandbox lets through, and how it is made. */
  readonly sandboxConfig?: SandboxConfig;
  /**
   * How `execute` and wrapped tools run what is allowed. Default `direct`, or `sandbox` when that option is given. The two-step forms only judge: there the
   * host runs the tool.
   */
  readonly mode?: 'direct' | 'dry-run' | 'sandbox';
  /** Tools that may run; empty means all. */
  readonly allowedTools?: readonly string[];
  readonly forbiddenTools?: readonly string[];
  /** `strict` (default) waits until the outcome is durable; `relaxed` lets it ride with the next batch. */
  readonly durability?: 'strict' | 'relaxed';
  /** Longest run of a tool in milliseconds. Default 600,000. */
  readonly timeoutMs?: number;
  /** Longest wait for an approval in milliseconds. Default 300,000. */
  readonly approvalTimeoutMs?: number;
  /** A refuted change with a risk score above this is rolled back. Default 1. */
  readonly rollbackAbove?: number;
  /** How much of what a call may change is kept so that it can be undone, and for how long. */
  readonly snapshotConfig?: SnapshotConfig;
  /** Asks a person about calls that need an approval. Without one they are blocked. */
  readonly approver?: Approver;
  readonly observers?: readonly Observer[];
  /** Checks after a run, beside the built-in ones. */
  readonly checks?: readonly Check[];
  readonly clock?: Clock;
  readonly ids?: Ids;
}

/**
 * Checks what can be checked of options. Unknown names are refused: a misspelt safety option must not be
 * silently without effect.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming the option and its value.
 */
export function checkOptions(options: AgentOSOptions): AgentOSOptions {
  const result = optionsSchema(loadZod()).safeParse(options);
  if (result.success) return options;
  const problems = result.error.issues.map((issue) => {
    const place = issue.path.map(String).join('.') || 'options';
    return `${place}: ${issue.message}`;
  });
  throw new SentinelError('INVALID_CONFIG', problems.join('; '), { cause: result.error });
}

// The CommonJS build has `__filename` and no `import.meta.url`; the ES module has it the other way round.
const here = typeof __filename === 'string' ? __filename : import.meta.url;

/** Loads zod at first use: importing the SDK must stay cheap. */
function loadZod(): typeof Zod {
  return createRequire(here)('zod') as typeof Zod;
}

function optionsSchema(z: typeof Zod): Zod.ZodType {
  const text = z.string().min(1).optional();
  const positive = z.number().positive().optional();
  const count = z.number().min(0).or(z.literal(Infinity)).optional();
  const milliseconds = z.number().positive().or(z.literal(Infinity)).optional();
  const names = z.array(z.string().min(1)).readonly().optional();
  const method = z.custom((value) => typeof value === 'function', 'must be a function');
  const port = (...methods: readonly string[]): Zod.ZodType =>
    z.looseObject(Object.fromEntries(methods.map((name) => [name, method]))).optional();
  return z.strictObject({
    workspaceRoot: text,
    stateDir: text,
    userStateDir: text,
    sessionId: text,
    agentId: text,
    language: z.enum(['en', 'zh']).optional(),
    maxWorkingTokens: positive,
    maxEpisodicSizeKb: positive,
    migrateMemoryFile: z.boolean().optional(),
    looking: z.boolean().optional(),
    // Values are checked by the memory, which knows what they mean.
    memoryConfig: z
      .strictObject({
        episodicStore: z.enum(['journal', 'sqlite']).optional(),
        maxSemanticSizeKb: positive,
        countTokens: method.optional(),
        embedder: port('embed'),
      })
      .optional(),
    // Thresholds and rules are checked by the guard, which knows what they mean.
    guardConfig: z
      .strictObject({
        riskGate: z.looseObject({}).optional(),
        rules: z.looseObject({}).optional(),
        rulesFile: text,
        instantRules: z.boolean().optional(),
        ownPaths: z
          .array(
            z.union([
              z.string().min(1),
              z.strictObject({ folder: z.string().min(1), except: z.array(z.string().min(1)) }),
            ]),
          )
          .readonly()
          .optional(),
        toolReaders: z.record(z.string(), method).optional(),
        toolHints: z.record(z.string(), z.looseObject({})).optional(),
      })
      .optional(),
    // Its parts are checked by the detector, which knows what they mean.
    detectConfig: z.union([z.looseObject({}), z.literal(false)]).optional(),
    evaluatorConfig: z.strictObject({ implicitFeedbackEnabled: z.boolean().optional() }).optional(),
    // Their values are checked where trust is measured.
    safetyGate: z
      .strictObject({
        enabled: z.unknown(),
        confirmTimeoutMs: z.unknown(),
        customToolRisk: z.unknown(),
        failClosed: z.unknown(),
      })
      .partial()
      .optional(),
    killSwitch: z.strictObject({ autoHaltOnRt: z.unknown(), safeModel: z.unknown() }).partial().optional(),
    trustSink: port('notify'),
    preRegisteredRules: z.boolean().optional(),
    mode: z.enum(['direct', 'dry-run', 'sandbox']).optional(),
    sandbox: z.enum(['docker', 'bubblewrap', 'auto']).optional(),
    // Its parts are checked by the sandbox, which knows what they mean.
    sandboxConfig: z.looseObject({}).optional(),
    allowedTools: names,
    forbiddenTools: names,
    durability: z.enum(['strict', 'relaxed']).optional(),
    timeoutMs: milliseconds,
    approvalTimeoutMs: milliseconds,
    rollbackAbove: z.number().min(0).optional(),
    snapshotConfig: z
      .strictObject({
        limits: z
          .strictObject({ maxBytes: count, maxFiles: count, minFreeBytes: count })

          .optional(),
        retention: z
          .strictObject({ maxAgeMs: count, maxBytes: count, maxSnapshots: count })

          .optional(),
      })
      .optional(),
    approver: port('approve'),
    observers: z
      .array(z.looseObject({ notify: method }))
      .readonly()
      .optional(),
    checks: z
      .array(z.looseObject({ name: z.string(), run: method }))
      .readonly()
      .optional(),
    clock: port('now', 'monotonic'),
    ids: port('next'),
  });
}
