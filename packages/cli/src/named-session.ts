import { ALL_SESSIONS } from 'sentinel-agentos';
import { UsageError } from './command.js';

/**
 * The session that a command line names, `ALL_SESSIONS` for `--all`; undefined where it names none.
 *
 * @throws UsageError for an empty name, and for one beside `--all`.
 */
export function namedSession([name]: readonly string[], switches: ReadonlySet<string>): string | undefined {
  if (name === '') throw new UsageError('the session must not be empty');
  if (!switches.has('all')) return name;
  if (name !== undefined) throw new UsageError('name a session or say --all, not both');
  return ALL_SESSIONS;
}
