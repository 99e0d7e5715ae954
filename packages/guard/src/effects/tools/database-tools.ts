import { readSql } from '../sql/read-sql.js';
import { fieldOf } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import type { Shell } from '../shell/shell-state.js';
import { NOWHERE, UNKNOWN_TOOL, wordOf, type ToolContext } from './tool-context.js';
import { textsOf, wholeOf, type ParamText } from './tool-params.js';

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
  if (texts.length === 0) context.sink.effect(UNKNOWN_TOOL, context.call.tool, NOWHERE);
}

function run(program: string, words: readonly ReturnType<typeof wordOf>[], shell: Shell): void {
  const [first] = words;
  if (first === undefined) return;
  const head = fieldOf(program, first.evidence);
  shell.reading.engine.words([head, ...words], shell, UNCONNECTED, first.evidence);
}

/** Begins as a statement does, and no sentence: `delete old images` is what somebody looks for. */
const SQL_TEXT =
  /^\s*(?:--[^\n]*\n\s*)*(?:select\s+\S|insert\s+into\s|replace\s+into\s|update\s+\S+\s+set\s|delete\s+from\s|drop\s+(?:table|database|schema|view|index|user|role)\b|truncate\s+(?:table\s)?\S+\s*(?:;|$|cascade)|alter\s+(?:table|database|user|role|system)\s|create\s+(?:or\s+replace\s+)?(?:table|database|user|role|function|trigger|extension)\s|grant\s+\S+.{0,200}\bto\s|revoke\s+\S+.{0,200}\bfrom\s|copy\s+\S+\s+(?:from|to)\s)/i;

/** How much of a text shows whether it is a statement. */
const MAX_START = 2000;

/** SQL among the parameters of a tool that is no database tool by its name. */
export function readSqlAmong(texts: readonly ParamText[], shell: Shell): void {
  for (const found of texts)
    if (SQL_TEXT.test(found.text.slice(0, MAX_START))) readSql(found.text, shell, wholeOf(found));
}
