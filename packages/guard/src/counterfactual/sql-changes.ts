import type { Effect, ToolCall } from '@sentinel-agentos/core';
import { changeTexts } from './change-texts.js';
import { textAtPlace, type Change } from './change.js';

interface Rewrite {
  readonly of: RegExp;
  /** The statement in place of the matched one, given its table. */
  readonly by: (table: string, statement: string) => string;
  readonly says: (statement: string) => Change['says'];
}

/** Statements that can be said for some rows, or undone. `?` stands for a value that the author fills in. */
const REWRITES: readonly Rewrite[] = [
  {
    of: /^\s*DELETE\s+FROM\s+([^\s;()]+)/iu,
    by: (table) => `DELETE FROM ${table} WHERE id = ?`,
    says: changeTexts.limit,
  },
  {
    of: /^\s*UPDATE\s+([^\s;()]+)\s+SET\b/iu,
    by: (_, statement) => `${statement.replace(/\s+WHERE\b[^]*$/iu, '')} WHERE id = ?`,
    says: changeTexts.limit,
  },
  {
    of: /^\s*TRUNCATE\s+(?:TABLE\s+)?([^\s;()]+)/iu,
    by: (table) => `DELETE FROM ${table} WHERE id = ?`,
    says: changeTexts.limit,
  },
  {
    of: /^\s*DROP\s+TABLE\s+(?:IF\s+EXISTS\s+)?([^\s;()]+)/iu,
    by: (table) => `ALTER TABLE ${table} RENAME TO ${nameOf(table)}_old`,
    says: changeTexts.doFirst,
  },
];
const MAX_TEXT = 8 * 1024;

/** Statements for some rows instead of all, and a table renamed instead of dropped. */
export function sqlChanges(call: ToolCall, effects: readonly Effect[]): readonly Change[] {
  const spans = new Map(
    effects
      .filter(({ verb }) => verb === 'db.mutate')
      .map(({ evidence }) => [`${evidence.param} ${evidence.start} ${evidence.end}`, evidence]),
  );
  return [...spans.values()].flatMap(({ param, start, end }) => {
    const text = textAtPlace(call.params, param)?.slice(start, end) ?? '';
    const quote = /^(['"]).*\1$/su.exec(text)?.[1];
    const inside = quote === undefined ? text : text.slice(1, -1);
    if (text.length > MAX_TEXT) return [];
    return statementsIn(inside, start + (quote === undefined ? 0 : 1)).flatMap((statement) =>
      REWRITES.flatMap(({ of, by, says }): readonly Change[] => {
        const table = of.exec(statement.text)?.[1];
        if (table === undefined) return [];
        const rewritten = by(table, statement.text.trim());
        return [{ edits: [{ ...statement, param, text: rewritten }], says: says(rewritten) }];
      }),
    );
  });
}

/** Splits at semicolons. One inside a value splits wrongly; what comes of it is judged like everything else. */
function statementsIn(
  text: string,
  offset: number,
): readonly { readonly text: string; readonly start: number; readonly end: number }[] {
  let at = offset;
  return text.split(';').map((part) => {
    const start = at + (part.length - part.trimStart().length);
    const statement = { text: part.trim(), start, end: start + part.trim().length };
    at += part.length + 1;
    return statement;
  });
}

function nameOf(table: string): string {
  return (table.split('.').at(-1) ?? table).replaceAll(/["`[\]]/gu, '');
}
