import { z } from 'zod';
import type { Access, Answer, Endpoint } from './http/endpoint.js';
import type { ErrorStatus } from './http/http-error.js';

const REFUSALS: Readonly<Record<ErrorStatus, string>> = {
  400: 'The request is not what it must be; the error names the field',
  401: 'No valid token',
  403: 'Only people may do this, or the request comes from somebody else',
  404: 'There is no such thing',
  405: 'Another method is meant',
  409: 'It is over already',
  413: 'The body is too large',
  415: 'The body is not application/json',
  429: 'Too many requests from this address',
  500: 'A fault of the server',
  503: 'Too much to do, or the state cannot be used now',
};

/** The description of endpoints in OpenAPI 3.1, made of the same definitions that requests are checked with. */
export function describeApi(endpoints: readonly Endpoint[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const each of endpoints) (paths[each.path] ??= {})[each.method.toLowerCase()] = operation(each);
  return {
    openapi: '3.1.0',
    info: {
      title: 'Sentinel AgentOS',
      version: '1',
      description: 'The deterministic layer between an AI agent and its tools, over HTTP.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    security: [{ token: [] }],
    paths,
    components: {
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
      schemas: {
        Error: {
          type: 'object',
          required: ['error'],
          properties: { error: { type: 'string' }, code: { type: 'string' } },
          additionalProperties: false,
        },
      },
    },
  };
}

function operation(each: Endpoint): object {
  const { access, summary, params, query, body, answers } = each;
  return {
    operationId: operationId(each),
    summary,
    ...(access === 'public' ? { security: [] } : {}),
    'x-access': access satisfies Access,
    parameters: [...parameters('path', params), ...parameters('query', query)],
    ...(body === null
      ? {}
      : {
          requestBody: {
            required: isNeeded(body),
            content: { 'application/json': { schema: schemaOf(body, 'input') } },
          },
        }),
    responses: Object.fromEntries([
      ...Object.entries(answers).map(([status, answer]) => [status, described(answer)] as const),
      ...refusalsOf(each).map((status) => [status, refusal(status)] as const),
    ]),
  };
}

/** Every status that an endpoint may refuse with. */
function refusalsOf({ access, params, query, body, refuses }: Endpoint): readonly ErrorStatus[] {
  const takesInput = params !== null || query !== null || body !== null;
  const own: readonly ErrorStatus[] = [
    ...(takesInput ? ([400] as const) : []),
    ...(access === 'public' ? [] : ([401, 503] as const)),
    // Without a token strangers are refused.
    403,
    ...(body === null ? [] : ([413, 415] as const)),
    429,
    500,
    ...refuses,
  ];
  return [...new Set(own)].sort((a, b) => a - b);
}

/** Whether an empty body would be refused. */
export function isNeeded(body: z.ZodType): boolean {
  return !body.safeParse({}).success;
}

function operationId({ method, path }: Endpoint): string {
  const words = `${method.toLowerCase()} ${path}`.split(/[^A-Za-z]+/).filter((word) => word !== '');
  return words
    .map((word, index) => (index === 0 ? word : `${word[0]?.toUpperCase()}${word.slice(1)}`))
    .join('');
}

function parameters(place: 'path' | 'query', schema: z.ZodType | null): readonly object[] {
  if (schema === null) return [];
  const { properties = {}, required = [] } = schemaOf(schema, 'input') as {
    readonly properties?: Readonly<Record<string, object>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, value]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: value,
  }));
}

function described(answer: Answer): object {
  const content =
    'mediaType' in answer
      ? { [answer.mediaType]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: schemaOf(answer, 'output') } };
  return { description: 'All is well', content };
}

function refusal(status: ErrorStatus): object {
  const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } };
  return { description: REFUSALS[status], content };
}

function schemaOf(schema: z.ZodType, io: 'input' | 'output'): object {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  return rest;
}
