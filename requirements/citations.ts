import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { ROOT } from '../scripts/house/workspace.mjs';

/** A place that says it shows a promise. */
export interface Citation {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/** Ids stand in brackets, one or several: `[S2-08]`, `[S2-08, S2-09]`, `[S2-43…45]` for a run of them. */
const BRACKETS = /\[((?:S\d+-\d+)(?:\s*[,…]\s*(?:S\d+-)?\d+)*)\]/g;

/** A cell of a table whose rows become titles: `it.each([['S2-96', …]])('[%s] …')`. */
const ID_ALONE = /^S\d+-\d{2,}$/;

/** Every citation in the tests of the packages, of the house and of whole hosts, in the examples and the steps. */
export function collectCitations(): readonly Citation[] {
  const files = [
    ...filesBelow('packages', /\/test\/.*\.ts$/),
    ...filesBelow('scripts/test', /\.ts$/),
    ...filesBelow('scripts/steps', /\.mjs$/),
    ...filesBelow('examples', /\.ts$/),
    ...filesBelow('e2e', /\.test\.mjs$/),
  ];
  return files.flatMap((file) => citationsIn(relative(ROOT, file), readFileSync(file, 'utf8')));
}

/**
 * The ids cited by the texts of a program: the titles of its tests and of the rows its tests are made of. Comments
 * cite nothing, nor does a test that is skipped or not written yet.
 */
export function citationsIn(file: string, code: string): readonly Citation[] {
  const source = ts.createSourceFile(file, code, ts.ScriptTarget.Latest, true);
  const citations: Citation[] = [];
  const visit = (node: ts.Node): void => {
    if (isSkippedTest(node)) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
      const ids = ID_ALONE.test(node.text) ? [node.text] : citedIds(node.text);
      for (const id of ids) citations.push({ id, file, line });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return citations;
}

/** The ids that the brackets of a text name. */
export function citedIds(text: string): readonly string[] {
  return [...text.matchAll(BRACKETS)].flatMap((match) => expand(match[1] ?? ''));
}

function expand(list: string): readonly string[] {
  const ids: string[] = [];
  let reference = '';
  let last = 0;
  for (const [, separator, prefix, digits] of list.matchAll(/([,…])?\s*(S\d+-)?(\d+)/g)) {
    reference = prefix ?? reference;
    const number = Number(digits);
    const first = separator === '…' ? last + 1 : number;
    for (let each = first; each <= number; each += 1) ids.push(reference + String(each).padStart(2, '0'));
    last = number;
  }
  return ids;
}

/** `it.skip(…)`, `describe.skip(…)`, `it.todo(…)`, `it.fails(…)`: they prove nothing. */
function isSkippedTest(node: ts.Node): boolean {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return false;
  const { expression, name } = node.expression;
  return (
    ts.isIdentifier(expression) &&
    ['it', 'test', 'describe'].includes(expression.text) &&
    ['skip', 'todo', 'fails'].includes(name.text)
  );
}

function filesBelow(folder: string, wanted: RegExp): readonly string[] {
  const top = join(ROOT, folder);
  if (!existsSync(top)) return [];
  return readdirSync(top, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', 'fixture', 'coverage'].includes(entry.name)) return [];
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return filesBelow(path, wanted);
    return wanted.test(path.replaceAll('\\', '/')) ? [join(ROOT, path)] : [];
  });
}
