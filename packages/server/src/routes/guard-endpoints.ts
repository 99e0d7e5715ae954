import { z } from 'zod';
import { endpoint } from '../http/endpoint.js';
import { HttpError } from '../http/http-error.js';
import { json } from '../http/reply.js';
import { textField } from './input-fields.js';
import type { Endpoint } from '../http/endpoint.js';
import type { RiskThresholds, SchemaRule } from 'sentinel-agentos';
import type { Services } from '../services.js';

const names = z.array(z.string());
const perParameter = z.record(z.string(), z.unknown());
const bound = z.number().optional();

/** The parts of a rule that JSON can hold. Their values are checked by the guard, which knows what they mean. */
const ruleBody = z.strictObject({
  tool: textField(256),
  required: names.optional(),
  requiredOneOf: z.array(names).optional(),
  forbidden: names.optional(),
  types: perParameter.optional(),
  allowedValues: perParameter.optional(),
  min: perParameter.optional(),
  max: perParameter.optional(),
  minLength: perParameter.optional(),
  maxLength: perParameter.optional(),
  patterns: perParameter.optional(),
  pathScope: z.union([z.string(), perParameter]).optional(),
  pathAllow: z.union([names, perParameter]).optional(),
  pathDeny: z.union([names, perParameter]).optional(),
  dependsOn: perParameter.optional(),
  mutuallyExclusive: z.array(names).optional(),
  maxSize: perParameter.optional(),
  secrets: names.optional(),
  schema: perParameter.optional(),
});

/** What the guard judges by. */
export function guardEndpoints({ os }: Services): readonly Endpoint[] {
  const { schema, risk } = os.guard;
  return [
    endpoint({
      method: 'POST',
      path: '/guard/schema',
      access: 'operator',
      summary: "Registers what a tool's parameters must hold; the last rule of a tool wins",
      body: ruleBody,
      answers: { 200: z.object({ ok: z.literal(true), tool: z.string() }) },
      handle({ body }) {
        schema.registerRule(body as SchemaRule);
        return json({ ok: true, tool: body.tool });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/guard/schema',
      access: 'agent',
      summary: 'The rule of a tool; without a tool all rules',
      query: z.object({ tool: textField(256).optional() }),
      answers: { 200: z.union([z.looseObject({ tool: z.string() }), z.array(z.looseObject({}))]) },
      refuses: [404],
      handle({ query: { tool } }) {
        if (tool === undefined) return json(schema.getRules().map(shownRule));
        const rule = schema.getRule(tool);
        if (rule !== undefined) return json(shownRule(rule));
        throw new HttpError(404, `There is no rule for ${JSON.stringify(tool)}`, { code: 'NOT_FOUND' });
      },
    }),
    endpoint({
      method: 'GET',
      path: '/guard/thresholds',
      access: 'agent',
      summary: 'The upper ends of the bands of risk',
      answers: { 200: z.looseObject({ deny: z.number() }) },
      handle: () => json(risk.thresholds()),
    }),
    endpoint({
      method: 'POST',
      path: '/guard/thresholds',
      access: 'operator',
      summary: 'Changes some of them, from the next decision on',
      body: z.strictObject({ autoApprove: bound, notify: bound, confirm: bound, deny: bound }),
      answers: { 200: z.looseObject({ deny: z.number() }) },
      handle({ body }) {
        risk.setThresholds(body as Partial<RiskThresholds>);
        return json(risk.thresholds());
      },
    }),
  ];
}

/** A rule as JSON can hold it: patterns as their text, and of validators only that they are there. */
function shownRule(rule: SchemaRule): object {
  const patterns = Object.entries(rule.patterns ?? {}).map(([name, pattern]) => [
    name,
    typeof pattern === 'string' ? pattern : pattern.source,
  ]);
  const { validators, ...rest } = rule;
  return {
    ...rest,
    ...(rule.patterns === undefined ? {} : { patterns: Object.fromEntries(patterns) as object }),
    ...(validators === undefined ? {} : { validators: Object.keys(validators) }),
  };
}
