import type { EffectScope, Evidence } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import type { EffectSink } from '../effect-sink.js';
import { holdsAlways } from './sql-condition.js';
import { reachOf } from './sql-reach.js';
import { sqlStatements, type SqlStatement } from './sql-statements.js';

type SqlScope = Extract<EffectScope, 'shared' | 'workspace'>;

const READING: ReadonlySet<string> = new Set(
  'SELECT SHOW DESCRIBE DESC EXPLAIN WITH VALUES TABLE PRAGMA USE SET BEGIN COMMIT ROLLBACK START SAVEPOINT RELEASE ANALYZE FETCH DECLARE LISTEN FROM SUMMARIZE ATTACH DETACH CHECKPOINT PRINT GO LIST HELP STATUS END ABORT CHECK LOCK UNLOCK PREPARE EXECUTE MATCH RETURN UNWIND CONSISTENCY SOURCE'.split(
    ' ',
  ),
);
/** Statements that run other statements, which they are given as text. */
const RUNS_TEXT = /\b(?:EXECUTE|EXEC|PREPARE|DO|SP_EXECUTESQL|IMMEDIATE|QUERY_TO_XML|DBLINK_EXEC|DBLINK)\b/;
const MAX_NESTING = 4;

/** Reads SQL text into effects. `workspace` scope is for a database that is a file there. */
export function readSql(
  text: string,
  shell: { readonly reading: { readonly sink: EffectSink } },
  evidence: Evidence,
  scope: SqlScope = 'shared',
): void {
  const { sink } = shell.reading;
  readInto(text, sink, evidence, scope, 0);
  if (text.includes(UNKNOWN) && text.replaceAll(UNKNOWN, '').trim() === '') {
    sink.effect(shape('db.mutate', scope, 'partial', 'normal'), '', evidence);
  }
}

function readInto(text: string, sink: EffectSink, evidence: Evidence, scope: SqlScope, depth: number): void {
  const statements = sqlStatements(text);
  const runsText = statements.some(({ words }) => RUNS_TEXT.test(words.join(' ')));
  for (const statement of statements) {
    const target = targetOf(statement);
    const reach = reachOf(statement);
    if (reach !== null) sink.effect(reach, target, evidence);
    for (const each of changesOf(statement)) sink.effect(effectOf(each, scope), targetOf(each), evidence);
    if (!runsText || depth >= MAX_NESTING) continue;
    // What a block or a prepared statement runs may be put together from several texts.
    const { strings, bodies } = statement;
    const inner = [...bodies, ...strings, ...(strings.length > 1 ? [strings.join('')] : [])];
    for (const one of inner) if (CHANGES.test(one)) readInto(one, sink, evidence, scope, depth + 1);
  }
}

const CHANGES = /\b(?:DELETE|UPDATE|DROP|TRUNCATE|ALTER|GRANT|COPY|EXECUTE|CREATE|INSERT)\b/i;
const WRAPS: ReadonlySet<string> = new Set([
  'WITH',
  'EXPLAIN',
  'BEGIN',
  'PREPARE',
  '(',
  'DECLARE',
  'IF',
  'ELSE',
  'THEN',
  'LOOP',
  'EXECUTE',
]);

/** The statement itself, or the changing ones that a `WITH …`, `EXPLAIN ANALYZE …` or block holds. */
function changesOf(statement: SqlStatement): readonly SqlStatement[] {
  const { words } = statement;
  const [first = ''] = words;
  if (!WRAPS.has(first) || (first === 'EXPLAIN' && !words.includes('ANALYZE'))) return [statement];
  const found: SqlStatement[] = [];
  words.forEach((word, index) => {
    if (!/^(?:DELETE|UPDATE|INSERT|DROP|TRUNCATE|ALTER|MERGE|GRANT)$/.test(word)) return;
    // `ON CONFLICT DO UPDATE`, `FOR UPDATE` and `ON DELETE` are parts of others.
    if (/^(?:DO|FOR|ON|KEY|OR|AFTER|BEFORE)$/.test(words[index - 1] ?? '') || found.length >= 16) return;
    found.push(partOf(statement, index));
  });
  return found.length === 0 ? [statement] : found;
}

/** From a word to the end of the brackets that it stands in. */
function partOf(statement: SqlStatement, start: number): SqlStatement {
  const { words, written, strings, bodies } = statement;
  let open = 0;
  let end = start;
  while (end < words.length && open >= 0) {
    if (words[end] === '(') open += 1;
    if (words[end] === ')') open -= 1;
    end += 1;
  }
  const to = open < 0 ? end - 1 : end;
  return { words: words.slice(start, to), written: written.slice(start, to), strings, bodies };
}

function effectOf(statement: SqlStatement, scope: SqlScope): EffectShape {
  const { words } = statement;
  const text = words.join(' ');
  const [verb = ''] = words;
  // A file in the workspace is covered by a snapshot; a server is not.
  const lost =
    scope === 'shared'
      ? shape('db.mutate', scope, 'irreversible', 'critical')
      : shape('db.mutate', scope, 'hard', 'sensitive');
  const change = shape('db.mutate', scope, 'partial', 'normal');
  const rights = shape('db.mutate', scope, 'hard', 'sensitive');
  switch (verb) {
    case 'DROP':
      return /^DROP (?:INDEX|VIEW|MATERIALIZED VIEW|TRIGGER|FUNCTION|PROCEDURE|TYPE|SEQUENCE|RULE|POLICY|EXTENSION|TEMPORARY|CONSTRAINT)\b/.test(
        text,
      )
        ? shape('db.mutate', scope, 'hard', 'normal')
        : lost;
    case 'TRUNCATE':
      return lost;
    case 'DELETE':
    case 'UPDATE':
      return isLimited(statement) ? change : lost;
    case 'ALTER':
      return /\b(?:DROP|DELETE|SUPERUSER|CREATEROLE|BYPASSRLS|PASSWORD|IDENTIFIED|DISABLE|OWNER)\b/.test(text)
        ? rights
        : change;
    case 'GRANT':
    case 'REVOKE':
    case 'SHUTDOWN':
    case 'PURGE':
    case 'RESET':
    case 'KILL':
      return rights;
    case 'CREATE':
      if (/\b(?:SUPERUSER|CREATEROLE|BYPASSRLS|SYSADMIN)\b/.test(text)) return rights;
      return shape('db.mutate', scope, 'easy', 'normal');
    case 'SET':
      return /^SET (?:GLOBAL|PERSIST)\b/.test(text) ? rights : shape('db.read', scope, 'pure', 'normal');
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
      return change;
    default:
      // Graph databases delete what they matched.
      if (verb !== 'EXPLAIN' && words.includes('DELETE') && !words.includes('WHERE')) return lost;
      return READING.has(verb) ? shape('db.read', scope, 'pure', 'normal') : change;
  }
}

const MANY_ROWS = 1000;

/** Whether a statement is limited to some rows. */
function isLimited({ words, written }: SqlStatement): boolean {
  let open = 0;
  for (let at = 0; at < words.length; at += 1) {
    if (words[at] === '(') open += 1;
    if (words[at] === ')') open -= 1;
    if (words[at] === 'WHERE' && open <= 0) return !holdsAlways(words.slice(at + 1), written.slice(at + 1));
  }
  const limit = words.indexOf('LIMIT');
  return limit >= 0 && Number(words[limit + 1]) <= MANY_ROWS;
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
