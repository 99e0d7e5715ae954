import type { Severity } from '../../detection.js';
import type { Candidate } from '../candidate.js';
import { isPlaceholder } from './placeholder.js';

const DATABASE =
  /^(?:postgres(?:ql)?|postgis|mysqlx?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|couchdb|cockroachdb|db2|sqlite|jdbc|redshift|snowflake|memcached?|neo4j|bolt|nats|kafka|ldaps?|smtps?|imaps?)\b/iu;
const SHORTEST = 4;
/** Syntax that is closed where it stands, so that another value comes in its place. */
const CLOSED_TEMPLATE =
  /\$\{[^{}]{0,120}\}|\{\{[^{}]{0,120}\}\}|#\{[^{}]{0,120}\}|\$\([^()]{0,120}\)|<[A-Za-z%][^<>]{0,80}>/u;
/** What stands for a password as a whole: a variable, a format, a parameter of a route, a mask. */
const WHOLE_TEMPLATE =
  /^(?:\$\w{1,80}|\$[{(].{0,200}|(?:\{[\w.:!-]{0,80}\}[_.-]?){1,4}|%[sdvqw]|%\(\w{1,80}\)[sd]?|%\w{1,80}%|%\[.{0,80}|:.{0,200}|\[.{0,200}|\*{1,200}|x{1,200}|\.{1,200}|__\w{1,80}__)$/iu;
/** The beginning of a template, perhaps; a sign of a password, perhaps. Two dollar signs write one. */
const OPEN_TEMPLATE = /(?<!\$)\$[A-Za-z_]|\{[A-Za-z_]|%[A-Za-z_](?![\da-f])|<[A-Za-z_]/iu;

/**
 * Judges the password of `scheme://user:password@host`. A database's address with a password that is only a word
 * for one is a hint: people run with `postgres:postgres`. In other addresses it is documentation.
 */
export function judgeUrlCredentials({ value, text, matchStart, anchorStart }: Candidate): Severity | null {
  const scheme = text.slice(matchStart, anchorStart);
  if (scheme === '' || CLOSED_TEMPLATE.test(value) || WHOLE_TEMPLATE.test(value)) return null;
  const isDatabase = DATABASE.test(scheme);
  // Documentation of addresses calls everything a, b and c.
  if (!isDatabase && value.length < SHORTEST) return null;
  if (!isPlaceholder(value)) return isDatabase && !OPEN_TEMPLATE.test(value) ? 3 : 2;
  return /^[*x.#]+$|[<>[\]{}$]|\.\.\./iu.test(value) ? null : 1;
}
