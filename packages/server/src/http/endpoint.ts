import type { Caller } from '../auth/caller.js';
import type { ErrorStatus } from './http-error.js';
import type { Reply } from './reply.js';
import type { z } from 'zod';

/** Who may use an endpoint: everybody, whoever holds the API token, or people only. */
export type Access = 'public' | 'agent' | 'operator';

/** What comes back when all is well: JSON of a shape, or text of a media type. */
export type Answer = z.ZodType | { readonly mediaType: string };

/** One request, checked. */
export interface Request<P, Q, B> {
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  readonly caller: Caller;
  /** Aborts when the client has gone. */
  readonly signal: AbortSignal;
  readonly header: (name: string) => string | undefined;
}

interface Definition<P, Q, B> {
  readonly method: 'GET' | 'POST';
  /** With parameters in braces: `/approvals/{id}`. */
  readonly path: string;
  readonly access: Access;
  readonly summary: string;
  readonly params?: z.ZodType<P>;
  readonly query?: z.ZodType<Q>;
  readonly body?: z.ZodType<B>;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** Refusals of its own, beside those that follow from its access and input. */
  readonly refuses?: readonly ErrorStatus[];
  /** Whether it, or such a request, is answered for one client at a time, because an answer takes long. */
  readonly isCostly?: boolean | ((request: Request<P, Q, B>) => boolean);
  handle(request: Request<P, Q, B>): Reply | Promise<Reply>;
}

/** An endpoint: what it takes, gives and does, said once, for the check of a request and for the documentation. */
export interface Endpoint extends Required<
  Omit<Definition<unknown, unknown, unknown>, 'params' | 'query' | 'body'>
> {
  readonly params: z.ZodType | null;
  readonly query: z.ZodType | null;
  readonly body: z.ZodType | null;
}

/** Makes an endpoint whose handler knows the types of what it is given. */
export function endpoint<P = unknown, Q = unknown, B = unknown>(definition: Definition<P, Q, B>): Endpoint {
  // Whoever calls the handler has checked its input with the schemas beside it.
  const checked = definition as unknown as Definition<unknown, unknown, unknown>;
  const { params = null, query = null, body = null, refuses = [], isCostly = false } = checked;
  return { ...checked, params, query, body, refuses, isCostly };
}
