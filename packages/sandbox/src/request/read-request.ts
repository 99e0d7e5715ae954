import type { ExecRequest } from '../backend.js';
import { invalidOption } from '../policy/invalid-option.js';

/** @throws SentinelError `INVALID_ARGUMENT` for a request that no system could run. */
export function readRequest(request: ExecRequest): ExecRequest {
  const { argv } = request;
  if (argv.length === 0 || argv.some((part) => typeof part !== 'string' || part.includes('\0'))) {
    throw invalidOption('argv', 'must be a program and its arguments, without NUL', argv[0]);
  }
  return request;
}
