import { readSql } from '../sql/read-sql.js';
import { looksLikeSql } from '../sql/sql-text.js';
import { fieldOf } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import { NOWHERE, UNKNOWN_TOOL, wordOf, type ToolContext } from './tool-context.js';
import { textsOf, valuesIn, wholeOf, type ParamText } from './tool-params.js';

const STATEMENTS =
  'sql query statement statements queries command sqlstatement sqlstatements sqlquery rawsql migration up down ddl text input'.split(
    ' ',
  );
const REDIS = ['command', 'cmd', 'query', 'commands', 'input', 'script', 'args', 'arguments'];
const MONGO = ['command', 'cmd', 'query', 'eval', 'script', 'code', 'js', 'input', 'expression'];

/** `sql`, `query`: the statements. */
export function readSqlTool(context: ToolContext): void {
  const texts = textsOf(context.said, STATEMENTS);
  const [shell] = context.shells;
  for (const found of texts) readSql(found.text, shell, wholeOf(found));
  if (texts.length === 0) context.sink.effect(UNKNOWN_TOOL, context.call.tool, NOWHERE);
}

/** `redis_command`: what `redis-cli` would make of it. */
export function readRedisTool(context: ToolContext): void {
  const texts = textsOf(context.said, REDIS);
  const [shell] = context.shells;
  const lines = texts.some(({ param }) => /\.\d+$/.test(param))
    ? [texts.map((found) => wordOf(found))]
    : texts.map((found) =>
        found.text
          .split(/\s+/)
          .filter((word) => word !== '')
          .map((word) => wordOf(found, word)),
      );
  for (const words of lines) run('redis-cli', words, shell);
  if (texts.length === 0) context.sink.effect(UNKNOWN_TOOL, context.call.tool, NOWHERE);
}

/** `mongosh`: script text of the database's shell. */
export function readMongoTool(context: ToolContext): void {
  const texts = textsOf(context.said, MONGO);
  const [shell] = context.shells;
  for (const found of texts) run('mongosh', [wordOf(found, '--eval'), wordOf(found)], shell);
  const deeds = textsOf(context.said, ['operation', 'action', 'method', 'op']);
  const filters = context.said.flatMap((layer) => valuesIn(layer, ['filter', 'selector', 'where']));
  const filter = JSON.stringify(filters[0] ?? {}) ?? '';
  for (const found of deeds)
    run('mongosh', [wordOf(found, '--eval'), wordOf(found, `db.c.${found.text}(${filter})`)], shell);
  if (texts.length + deeds.length === 0) context.sink.effect(UNKNOWN_TOOL, context.call.tool, NOWHERE);
}

function run(program: string, words: readonly ReturnType<typeof wordOf>[], shell: Shell): void {
  const [first] = words;
  if (first === undefined) return;
  const head = fieldOf(program, first.evidence);
  shell.reading.engine.words([head, ...words], shell, UNCONNECTED, first.evidence);
}

/** SQL among the parameters of a tool that is no database tool by its name. */
export function readSqlAmong(texts: readonly ParamText[], shell: Shell): void {
  for (const found of texts) if (looksLikeSql(found.text)) readSql(found.text, shell, wholeOf(found));
}
