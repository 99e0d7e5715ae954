import { z } from 'zod';

// What answers hold. Loose where the SDK's own types say the rest.

const score = z.number().nullable();

export const profileShape: z.ZodType = z.looseObject({
  sessionId: z.string().nullable(),
  overallScore: score,
  grade: z.string().nullable(),
  sampleSize: z.number(),
});

export const preExecShape: z.ZodType = z.looseObject({
  schemaCheck: z.object({
    pass: z.boolean(),
    errors: z.array(z.object({ field: z.string(), message: z.string() })),
  }),
  riskScore: z.looseObject({
    score: z.number(),
    score100: z.number(),
    action: z.enum(['auto', 'notify', 'confirm', 'deny']),
    strict: z.boolean(),
    reason: z.string(),
  }),
});

export const snapshotShape: z.ZodType = z.object({
  id: z.string(),
  fileHashes: z.record(z.string(), z.string().nullable()),
  gitHead: z.string().nullable(),
  gitDirty: z.boolean().nullable(),
  key: z.string().optional(),
});

export const pipelineShape: z.ZodType = z.object({
  preExec: preExecShape,
  snapshot: snapshotShape.nullable(),
  profile: profileShape,
});

export const approvalShape: z.ZodType = z.looseObject({
  id: z.string(),
  state: z.enum(['pending', 'granted', 'declined', 'unanswered']),
  call: z.looseObject({ id: z.string(), tool: z.string(), sessionId: z.string(), agentId: z.string() }),
  preExec: preExecShape,
  strict: z.boolean(),
  digest: z.string(),
  askedAt: z.number(),
  expiresAt: z.number(),
  answered: z.object({ by: z.string(), reason: z.string().nullable(), at: z.number() }).nullable(),
});

export const entryShape: z.ZodType = z.looseObject({
  id: z.string(),
  seq: z.number(),
  at: z.number(),
  sessionId: z.string(),
  agentId: z.string(),
  toolName: z.string(),
  action: z.string(),
  riskScore: z.number(),
  status: z.string(),
});

export const trustShape: z.ZodType = z.looseObject({
  sessionId: z.string(),
  r: score,
  grade: z.string().nullable(),
});

export const doneShape: z.ZodType = z.object({ ok: z.literal(true) });
