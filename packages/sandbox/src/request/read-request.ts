import type { ExecRequest } from '../backend.js';
import { describeValue, invalidOption } from '../policy/invalid-option.js';

function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('\0');
}

/**
 * A NUL ends a text wherever texts are handed to a system: one in the middle of a value would make two of it, and
 * the second would be read as an instruction to the sandbox.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for a request that no system could run.
 */
export function readRequest(request: ExecRequest): ExecRequest {
  const { argv, cwd, env } = request;
  if (argv.length === 0 || argv[0] === '' || !argv.every(isText)) {
    throw invalidOption('argv', 'must be a program and its arguments, without NUL', argv[0]);
  }
  if (cwd !== undefined && !isText(cwd)) throw invalidOption('cwd', 'must be a path, without NUL', cwd);
  for (const [name, value] of Object.entries(env ?? {})) {
    if (name === '' || name.includes('=') || !isText(name)) {
      throw invalidOption('env', 'must have names without = and NUL', name);
    }
    // The value is not quoted: it may be a secret.
    if (!isText(value)) throw invalidOption(`env.${describeValue(name)}`, 'must be a text without NUL', null);
  }
  return request;
}
