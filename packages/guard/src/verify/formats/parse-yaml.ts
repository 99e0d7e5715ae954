import { loadYaml } from '../../matching/load-library.js';
import { NotParsed } from './not-parsed.js';
import type * as Yaml from 'yaml';

/** Composing is recursive: a text nested more deeply would exhaust the stack, and V8 may end the process then. */
const DEEPEST = 100;
/** Charts and playbooks are made into YAML by a template engine; by themselves they need not be any. */
const TEMPLATE = /\{\{|\{%|<%|^\s*#\s*(?:set|if)\s*\(/m;
const SHOWN_CHARACTERS = 200;

/**
 * Throws for a text of one or more documents that is no YAML: the first mistake with its line, a key that occurs
 * twice, an alias without its anchor. Nothing is built from it, so aliases multiply nothing, and tags mean nothing.
 */
export function parseYaml(text: string): void {
  const yaml = loadYaml();
  const lines = new yaml.LineCounter();
  const tokens = [...new yaml.Parser(lines.addNewLine).parse(text)];
  if (isDeeper(tokens, DEEPEST))
    throw new NotParsed({
      en: `it is nested more than ${DEEPEST} levels deep`,
      zh: `嵌套超过 ${DEEPEST} 层`,
    });
  // The library looks for double keys in quadratic time; that is done below.
  const composer = new yaml.Composer({ uniqueKeys: false, prettyErrors: false, logLevel: 'silent' });
  for (const document of composer.compose(tokens)) {
    const mistake = document.errors[0] ?? findDouble(yaml, document);
    if (mistake === null) continue;
    if (TEMPLATE.test(text)) throw new NotParsed({ en: 'it looks like a template', zh: '看起来是模板文件' });
    const { line, col } = lines.linePos(mistake.pos[0]);
    throw new Error(`${mistake.message.slice(0, SHOWN_CHARACTERS)} at line ${line}, column ${col}`);
  }
}

interface Mistake {
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** The first key that a mapping has twice, or alias that names nothing before it. */
function findDouble(yaml: typeof Yaml, document: Yaml.Document.Parsed): Mistake | null {
  const anchors = new Set<string>();
  let found: Mistake | null = null;
  const report = (message: string, range: Yaml.Range | null | undefined): symbol => {
    found = { message, pos: [range?.[0] ?? 0, range?.[1] ?? 0] };
    return yaml.visit.BREAK;
  };
  yaml.visit(document, {
    Node: (_, node) => {
      if (yaml.isAlias(node) && !anchors.has(node.source))
        return report(`There is no anchor named ${node.source}`, node.range);
      if (!yaml.isAlias(node) && node.anchor !== undefined) anchors.add(node.anchor);
      return undefined;
    },
    Map: (_, map) => {
      if (map.anchor !== undefined) anchors.add(map.anchor);
      const keys = new Set<unknown>();
      for (const { key } of map.items) {
        if (!yaml.isScalar(key) || key.value === '<<') continue;
        if (keys.has(key.value)) return report('Map keys must be unique', key.range);
        keys.add(key.value);
      }
      return undefined;
    },
  });
  return found;
}

function isDeeper(tokens: readonly Yaml.CST.Token[], limit: number): boolean {
  const waiting: { readonly token: Yaml.CST.Token; readonly depth: number }[] = [];
  for (const token of tokens) waiting.push({ token, depth: 0 });
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { token, depth } = next;
    if (depth > limit) return true;
    if (token.type === 'document' && token.value !== undefined) waiting.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key) waiting.push({ token: key, depth: depth + 1 });
      if (value) waiting.push({ token: value, depth: depth + 1 });
    }
  }
  return false;
}
