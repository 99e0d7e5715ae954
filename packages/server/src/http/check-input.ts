import { HttpError } from './http-error.js';
import type { z } from 'zod';

/** Longest text of a value, or name of a field, that a refusal repeats. */
const MAX_SHOWN = 80;

/**
 * What a request gave, as its schema says.
 *
 * @throws HttpError 400 naming each field that is wrong, and why.
 */
export function checkInput<T>(schema: z.ZodType<T>, given: unknown): T {
  const checked = schema.safeParse(given);
  if (checked.success) return checked.data;
  const problems = checked.error.issues.slice(0, 10).map(({ path, message }) => {
    const field = path.map(String).join('.').slice(0, MAX_SHOWN);
    return field === '' ? message : `${field}: ${message}`;
  });
  throw new HttpError(400, problems.join('; '), { code: 'INVALID_INPUT' });
}
