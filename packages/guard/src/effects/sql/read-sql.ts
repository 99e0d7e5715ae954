import type { EffectScope, Evidence } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import type { EffectSink } from '../effect-sink.js';
import { sqlStatements, type SqlStatement } from './sql-statements.js';

type SqlScope = Extract<EffectScope, 'shared' | 'workspace'>;

const READING: ReadonlySet<string> = new Set([
  'SELECT',
  'SHOW',
  'DESCRIBE',
  'DESC',
  'EXPLAIN',
  'WITH',
  'VALUES',
  'TABLE',
  'PRAGMA',
  'USE',
  'SET',
  'BEGIN',
  'COMMIT',
  'ROLLBACK',
  'START',
  'SAVEPOINT',
  'RELEASE',
  'ANALYZE',
  'FETCH',
  'DECLARE',
  'LISTEN',
  'FROM',
  'SUMMARIZE',
  'ATTACH',
  'DETACH',
  'CHECKPOINT',
  'PRINT',
  'GO',
  'LIST',
  'HELP',
  'STATUS',
  'END',
  'ABORT',
  'CHECK',
  'LOCK',
  'UNLOCK',
  'PREPARE',
  'EXECUTE',
]);
const RUNS_PROGRAMS =
  /\b(?:TO|FROM)\s+PROGRAM\b|\bXP_CMDSHELL\b|\bSP_OACREATE\b|\bSYS_EXEC\b|\bSYS_EVAL\b|\bLO_EXPORT\b|\bINTO\s+(?:OUTFILE|DUMPFILE)\b/;

/** Reads SQL text into effects. `workspace` scope is for a database that is a file there. */
export function readSql(
  text: string,
  shell: { readonly reading: { readonly sink: EffectSink } },
  evidence: Evidence,
  scope: SqlScope = 'shared',
): void {
  const { sink } = shell.reading;
  for (const statement of sqlStatements(text)) {
    sink.effect(effectOf(statement, scope), targetOf(statement), evidence);
  }
  if (text.includes(UNKNOWN) && text.replaceAll(UNKNOWN, '').trim() === '') {
    sink.effect(shape('db.mutate', scope, 'partial', 'normal'), '', evidence);
  }
}

function effectOf(statement: SqlStatement, scope: SqlScope): EffectShape {
  const { words } = statement;
  const text = words.join(' ');
  if (RUNS_PROGRAMS.test(text)) return shape('code.exec', 'host', 'hard', 'critical');
  const verb = mainVerb(words);
  const filtered = hasFilter(words);
  // A file in the workspace is covered by a snapshot; a server is not.
  const lost =
    scope === 'shared'
      ? shape('db.mutate', scope, 'irreversible', 'critical')
      : shape('db.mutate', scope, 'hard', 'sensitive');
  switch (verb) {
    case 'DROP':
      return /^DROP (?:INDEX|VIEW|TRIGGER|FUNCTION|PROCEDURE|TYPE|SEQUENCE|RULE|POLICY|EXTENSION|TEMPORARY)\b/.test(
        text,
      )
        ? shape('db.mutate', scope, 'hard', 'normal')
        : lost;
    case 'TRUNCATE':
      return lost;
    case 'DELETE':
      return filtered ? shape('db.mutate', scope, 'hard', 'normal') : lost;
    case 'UPDATE':
      return filtered ? shape('db.mutate', scope, 'partial', 'normal') : lost;
    case 'ALTER':
      return /\bDROP\b/.test(text)
        ? shape('db.mutate', scope, 'hard', 'sensitive')
        : shape('db.mutate', scope, 'partial', 'normal');
    case 'GRANT':
    case 'REVOKE':
      return shape('db.mutate', scope, 'hard', 'sensitive');
    case 'CREATE':
      return shape('db.mutate', scope, 'easy', 'normal');
    case 'INSERT':
    case 'REPLACE':
    case 'MERGE':
    case 'UPSERT':
    case 'COPY':
    case 'LOAD':
    case 'CALL':
    case 'EXEC':
    case 'DO':
    case 'VACUUM':
    case 'REINDEX':
    case 'COMMENT':
      return shape('db.mutate', scope, 'partial', 'normal');
    default:
      return READING.has(verb)
        ? shape('db.read', scope, 'pure', 'normal')
        : shape('db.mutate', scope, 'partial', 'normal');
  }
}

/** The verb that decides: of a `WITH …` or `EXPLAIN ANALYZE …`, the changing one inside. */
function mainVerb(words: readonly string[]): string {
  const [first = ''] = words;
  const wraps =
    first === 'WITH' || first === 'EXPLAIN' || first === 'BEGIN' || first === 'PREPARE' || first === '(';
  if (!wraps) return first;
  if (first === 'EXPLAIN' && !words.includes('ANALYZE')) return first;
  return words.find((word) => /^(?:DELETE|UPDATE|INSERT|DROP|TRUNCATE|ALTER|MERGE)$/.test(word)) ?? first;
}

/** Whether a statement is limited to some rows. `WHERE 1=1` and `WHERE TRUE` limit nothing. */
function hasFilter(words: readonly string[]): boolean {
  const at = words.indexOf('WHERE');
  if (at < 0) return words.includes('LIMIT');
  const condition = words.slice(at + 1).join(' ');
  return !/^\(? ?(?:TRUE|1|(\S+) = \1|'' = '')(?: \)| ;)?$/.test(condition);
}

function targetOf(statement: SqlStatement): string {
  const at = statement.words.findIndex((word) =>
    /^(?:TABLE|DATABASE|SCHEMA|FROM|INTO|UPDATE|INDEX|VIEW|USER|ROLE|TRUNCATE)$/.test(word),
  );
  if (at < 0) return '';
  const rest = statement.written
    .slice(at + 1)
    .filter((word) => !/^(?:IF|EXISTS|NOT|ONLY|TABLE)$/i.test(word));
  return rest[0] ?? '';
}
