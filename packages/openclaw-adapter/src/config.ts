import * as z from 'zod';
import { SentinelError } from 'sentinel-agentos';

/** How the plugin is configured, every default applied. The schema below says what each is for. */
export interface AdapterConfig {
  readonly language: 'en' | 'zh';
  readonly builtInRules: boolean;
  readonly rulesFile?: string | undefined;
  readonly approvalTimeoutMs: number;
  readonly safetyGate: { readonly enabled: boolean; readonly confirmTimeoutMs: number };
  readonly killSwitch: { readonly autoHaltOnRt: number; readonly safeModel?: string | undefined };
  readonly memory: { readonly inject: boolean; readonly budgetTokens: number; readonly learn: boolean };
  readonly credentialProtection: { readonly enabled: boolean; readonly blockTranscript: boolean };
  readonly outboundAllowlist: { readonly enabled: boolean; readonly allowedChannels: readonly string[] };
  readonly receiver: {
    readonly url?: string | undefined;
    readonly agentId?: string | undefined;
    readonly key?: string | undefined;
  };
  readonly debug: boolean;
}

const schema: z.ZodType<AdapterConfig> = z.strictObject({
  language: z.enum(['en', 'zh']).default('en').describe('Language of reasons, questions and reports.'),
  builtInRules: z
    .boolean()
    .default(true)
    .describe('Whether the built-in black lists and schema rules are in force beside the risk gate.'),
  rulesFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'A guard-rules file; it is read again when it changes. Default: rules.json in the state folder.',
    ),
  approvalTimeoutMs: z
    .int()
    .min(1000)
    .max(600_000)
    .default(120_000)
    .describe('Longest wait for the answer to a question in milliseconds; then the call is blocked.'),
  safetyGate: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Whether lost trust is asked about and blocked.'),
      confirmTimeoutMs: z.int().min(10_000).max(30_000).default(20_000),
    })
    .prefault({}),
  killSwitch: z
    .strictObject({
      autoHaltOnRt: z
        .number()
        .gt(0)
        .max(1)
        .default(0.75)
        .describe('The risk R(t) at which a session is halted.'),
      safeModel: z.string().min(1).optional().describe('The model a halted session goes on with.'),
    })
    .prefault({}),
  memory: z
    .strictObject({
      inject: z.boolean().default(true).describe('Whether what is remembered stands before each prompt.'),
      budgetTokens: z.int().min(32).max(100_000).default(1000),
      learn: z.boolean().default(true).describe("Whether the user's own messages are remembered."),
    })
    .prefault({}),
  credentialProtection: z
    .strictObject({
      enabled: z.boolean().default(true).describe('Whether messages that carry a credential are stopped.'),
      blockTranscript: z
        .boolean()
        .default(false)
        .describe('Whether such messages are left out of the transcript instead of masked in it.'),
    })
    .prefault({}),
  outboundAllowlist: z
    .strictObject({
      enabled: z.boolean().default(false),
      allowedChannels: z
        .array(z.string().min(1))
        .default([])
        .describe('Exact names such as slack:#ops. With the list enabled, nothing is sent anywhere else.'),
    })
    .prefault({}),
  receiver: z
    .strictObject({
      url: z
        .string()
        .regex(/^https?:\/\/[^\s]+$/u)
        .optional()
        .describe('Where numbers and names of events are sent, in batches. Without it nothing is sent.'),
      agentId: z.string().min(1).optional().describe('The name that the agent has there.'),
      key: z.string().min(1).optional().describe('Better in the environment: SENTINEL_RECEIVER_KEY.'),
    })
    .prefault({}),
  debug: z.boolean().default(false).describe('Whether every decision is written to the log.'),
});

/**
 * The configuration from the host's file.
 *
 * @throws SentinelError `INVALID_CONFIG` naming every field that is wrong.
 */
export function parseConfig(given: unknown): AdapterConfig {
  const result = schema.safeParse(given ?? {});
  if (result.success) return result.data;
  const problems = result.error.issues.map(
    ({ path, message }) => `${path.map(String).join('.') || 'the configuration'}: ${message}`,
  );
  throw new SentinelError('INVALID_CONFIG', problems.join('; '), { cause: result.error });
}

/** What the host checks the same configuration by: `configSchema` of the manifest. */
export function configJsonSchema(): object {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input' });
  return rest;
}
