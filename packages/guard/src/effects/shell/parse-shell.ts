import { parse, type ParsedScript } from 'unbash';
import { LIMITS } from './limits.js';
import { isRefused } from './refused-text.js';

/** Expansions inside one another that a text may open before it is not worth parsing. */
const MAX_OPEN = 100;

/**
 * Parses shell text, at most `LIMITS.text` of it. Null when it opens more expansions inside one another than
 * any command does: the parser reads each level anew, so such text only costs time.
 */
export function parseShell(text: string): ParsedScript | null {
  const source = text.length > LIMITS.text ? text.slice(0, LIMITS.text) : text;
  if (opensTooMuch(source) || opensManyDocuments(source)) return null;
  const script = parse(source);
  // A text that every shell refuses hides nothing; what was understood of it is read all the same.
  return script.errors !== undefined && isRefused(source) ? { ...script, errors: [] } : script;
}

function opensManyDocuments(text: string): boolean {
  let documents = 0;
  for (let at = text.indexOf('<<'); at >= 0; at = text.indexOf('<<', at + 2)) {
    // `<<<` is a text of its own.
    if (text[at + 2] !== '<') documents += 1;
    if (documents > LIMITS.documents) return true;
  }
  return false;
}

function opensTooMuch(text: string): boolean {
  // Few openings can't be nested deeply; most commands are done after this.
  let openings = 0;
  for (let at = text.indexOf('$'); at >= 0 && openings <= MAX_OPEN; at = text.indexOf('$', at + 1))
    openings += 1;
  if (openings <= MAX_OPEN) return false;
  let open = 0;
  for (let i = 0; i < text.length; i += 1) {
    const char = text[i];
    if (char === '$' && (text[i + 1] === '(' || text[i + 1] === '{')) open += 1;
    else if ((char === ')' || char === '}') && open > 0) open -= 1;
    if (open > MAX_OPEN) return true;
  }
  return false;
}
