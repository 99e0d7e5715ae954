import type { Severity } from '../../detection.js';
import type { Candidate } from '../candidate.js';
import { isPlaceholder } from './placeholder.js';

const DATABASE =
  /^(?:postgres(?:ql)?|postgis|mysqlx?|mariadb|mongodb|rediss?|amqps?|mssql|sqlserver|oracle|clickhouse|couchdb|cockroachdb|db2|sqlite|jdbc|redshift|snowflake|memcached?|neo4j|bolt|nats|kafka|ldaps?|smtps?|imaps?)\b/iu;
const SHORTEST = 4;
const TEMPLATE = /[${}<>%]\{?[A-Za-z_]|\{\{|^\*+$|^x+$|^\.+$|^\[|^:/iu;

/**
 * Judges the password of `scheme://user:password@host`. A database's address with a password that is only a word
 * for one is a hint: people run with `postgres:postgres`. In other addresses it is documentation.
 */
export function judgeUrlCredentials({ value, text, matchStart, anchorStart }: Candidate): Severity | null {
  const scheme = text.slice(matchStart, anchorStart);
  if (scheme === '' || TEMPLATE.test(value)) return null;
  const isDatabase = DATABASE.test(scheme);
  // Documentation of addresses calls everything a, b and c.
  if (!isDatabase && value.length < SHORTEST) return null;
  if (!isPlaceholder(value)) return isDatabase ? 3 : 2;
  return /^[*x.#]+$|[<>[\]{}$]|\.\.\./iu.test(value) ? null : 1;
}
