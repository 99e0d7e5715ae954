import { createHash, timingSafeEqual } from 'node:crypto';
import { HttpError } from '../http/http-error.js';
import type { Access } from '../http/endpoint.js';
import type { Caller } from './caller.js';
import type { Tokens } from './read-tokens.js';

/** Tells who sent an `Authorization` field. */
export interface Gatekeeper {
  /**
   * @throws HttpError 401 when the field holds no token that is good for this access, 403 when it holds one, but not
   * the people's.
   */
  admit(access: Access, authorization: string | undefined): Caller;
  /** Whether the field holds the people's token. Where there is none nobody is known to be one of them. */
  isOperator(authorization: string | undefined): boolean;
}

const BEARER = /^bearer +(\S+)$/i;
const AGENT: Caller = { role: 'agent' };
const OPERATOR: Caller = { role: 'operator' };

/** Where no token was set at all, everybody who gets this far may do everything; see `refuseStrangers` for who does. */
export function createGatekeeper({ api, operator }: Tokens): Gatekeeper {
  const isApi = matcher(api);
  const isOperator = matcher(operator);

  function callerOf(authorization: string | undefined): Caller | null {
    if (api === null && operator === null) return OPERATOR;
    const token = BEARER.exec(authorization ?? '')?.[1];
    if (token === undefined) return api === null && authorization === undefined ? AGENT : null;
    // Both are always compared: the time tells nothing about which one it was like.
    const [people, agents] = [isOperator(token), isApi(token)];
    if (people) return OPERATOR;
    return agents ? AGENT : null;
  }

  return {
    isOperator: (authorization) => isOperator(BEARER.exec(authorization ?? '')?.[1] ?? ''),
    admit(access, authorization) {
      if (access === 'public') return AGENT;
      const caller = callerOf(authorization);
      if (caller === null) {
        throw new HttpError(401, 'Unauthorized: invalid or missing API token', {
          headers: { 'www-authenticate': 'Bearer' },
        });
      }
      if (access === 'operator' && caller.role !== 'operator') throw operatorOnly('This');
      return caller;
    },
  };
}

/** The refusal of what only people may do. */
export function operatorOnly(what: string): HttpError {
  return new HttpError(403, `${what} needs the operator token: only people may do it`, {
    code: 'OPERATOR_ONLY',
  });
}

/** Compares in a time that depends on neither text: what is compared are digests of one length. */
function matcher(secret: string | null): (token: string) => boolean {
  if (secret === null) return () => false;
  const expected = digest(secret);
  return (token) => timingSafeEqual(digest(token), expected);
}

function digest(value: string): Buffer {
  return createHash('sha256').update(value).digest();
}
