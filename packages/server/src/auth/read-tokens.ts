import { randomBytes } from 'node:crypto';
import { SentinelError } from 'sentinel-agentos';

/** The two secrets of a server. Null: there is none. */
export interface Tokens {
  /** For agents. */
  readonly api: string | null;
  /** For people: it does what the API token does, and what only people may do. */
  readonly operator: string | null;
}

/** Where tokens may come from in the environment, the first that is set. */
const API_VARIABLES = ['AGENTOS_TOKEN', 'AGENTOS_API_TOKEN'] as const;
const OPERATOR_VARIABLE = 'AGENTOS_OPERATOR_TOKEN';

/** What a header field can carry; a token that cannot be sent would lock everybody out. */
const SENDABLE = /^[\u0021-\u007e]{1,512}$/;

/** Requests with the people's token are not limited, so it must not be one that is guessed. */
const LEAST_OPERATOR_LENGTH = 16;

/**
 * The tokens of a server: options before the environment, from which they are taken away, so that no program that is
 * started later inherits them. Where agents have a token and people none, people get one of their own: an agent must
 * not approve its own calls.
 *
 * @throws SentinelError `INVALID_CONFIG` for a token that is too short or cannot be sent, or that is both. Its value is never named.
 */
export function readTokens(
  options: { readonly apiToken?: string | undefined; readonly operatorToken?: string | undefined },
  env: NodeJS.ProcessEnv,
): Tokens {
  const inherited = API_VARIABLES.map((name) => takeAway(env, name));
  const inheritedOperator = takeAway(env, OPERATOR_VARIABLE);
  const api = options.apiToken ?? inherited.find((token) => token !== undefined) ?? null;
  const given = options.operatorToken ?? inheritedOperator ?? null;
  if (api !== null) check('apiToken', api);
  if (given !== null) check('operatorToken', given, LEAST_OPERATOR_LENGTH);
  if (api !== null && api === given) {
    throw new SentinelError('INVALID_CONFIG', 'operatorToken must not be the same as apiToken');
  }
  return { api, operator: api === null ? given : (given ?? randomBytes(32).toString('base64url')) };
}

function takeAway(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const value = env[name];
  delete env[name];
  return value === '' ? undefined : value;
}

function check(field: string, token: unknown, least = 1): void {
  if (typeof token === 'string' && token.length >= least && SENDABLE.test(token)) return;
  throw new SentinelError(
    'INVALID_CONFIG',
    `${field} must be ${least} to 512 visible ASCII characters without blanks; make one with: openssl rand -hex 32`,
  );
}
