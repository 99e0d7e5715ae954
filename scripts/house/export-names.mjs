import { readFileSync } from 'node:fs';
import ts from 'typescript';

/**
 * The names that an entry file exports, read without running it. An entry names every export
 * (`export { a } from`, `export type { B } from`); anything else is refused, because its names would be hidden here.
 *
 * @param {string} file
 * @returns {import('./pinned-exports.mjs').ExportNames}
 */
export function exportNames(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  /** @type {import('./pinned-exports.mjs').ExportNames} */
  const names = { values: [], types: [] };
  for (const statement of source.statements) {
    if (ts.isImportDeclaration(statement)) continue;
    if (
      !ts.isExportDeclaration(statement) ||
      statement.exportClause === undefined ||
      !ts.isNamedExports(statement.exportClause)
    ) {
      const { line } = source.getLineAndCharacterOfPosition(statement.getStart(source));
      throw new Error(`${file}:${String(line + 1)}: an entry file only lists named exports`);
    }
    for (const element of statement.exportClause.elements) {
      const kind = statement.isTypeOnly || element.isTypeOnly ? names.types : names.values;
      kind.push(element.name.text);
    }
  }
  names.values.sort();
  names.types.sort();
  return names;
}
