import { decodeBase64Text } from './encoded-text.js';
import type { InstructionReader, StructuralFinding } from './structural-finding.js';

// Inline images and links of Markdown, and images of HTML.
const LINK =
  /(!?)\[[^\][\n]{0,200}\]\(\s?<?(https?:\/\/[^)\n]{4,2000})|<img\b[^<>]{0,200}?\bsrc\s?=\s?["']?(https?:\/\/[^"'<>\n]{4,2000})/gi;
const DATA_WORD =
  'query|data|secrets?|summary|conversation|history|context|content|contents|messages?|chat|passwords?|tokens?|keys?|api_?key|text|info|information|user_?data|user_?info|memory|memories|prompt|answer|response|output|result|encoded|base64|exfil|stolen|leak|credentials?|email|name|payload|insert\\b.{0,40}|your\\b.{0,40}|the\\b.{0,40}';
/** A value that is there to be filled in: in brackets, or a word in capitals that names data. */
const PLACEHOLDER = new RegExp(
  `[=/](?:(?:\\[|\\{{1,2}|<|%7B|%5B|%3C|\\$\\{)\\s?(?:${DATA_WORD})\\s?(?:\\]|\\}{1,2}|>|%7D|%5D|%3E)|(?:QUERY|DATA|SECRETS?|SUMMARY|CONVERSATION|HISTORY|PASSWORDS?|STOLEN_?DATA|EXFIL\\w*|BASE64\\w*|ENCODED\\w*)(?=[&#\\s)]|$))`,
  'i',
);
const ASKS_TO_FILL =
  /\?[^\s]{0,80}=\s?(?:and |then |\(?(?:append|insert|replace|add|fill|put|include|with|base64)\b)/i;
const LONG_VALUE = /[?&][\w.-]{1,40}=([A-Za-z0-9+/_%-]{24,}={0,2})/g;

/** Whether a value of the query decodes to sentences: words with room between them, no markup, no JSON. */
function carriesSentences(address: string): boolean {
  for (const match of address.matchAll(LONG_VALUE)) {
    const decoded = decodeBase64Text(
      (match[1] ?? '').replaceAll(/%2B/gi, '+').replaceAll(/%2F/gi, '/').replaceAll(/%3D/gi, '='),
    );
    if (
      decoded !== undefined &&
      /^[^<{[]/.test(decoded) &&
      (decoded.match(/[\p{L}\d] [\p{L}\d`~/]/gu)?.length ?? 0) >= 3
    )
      return true;
  }
  return false;
}

/**
 * Addresses that would carry data out when a client loads an image or a person clicks: a query to be filled
 * in, or one that already holds sentences in base64.
 */
export function exfiltrationLinks(text: string, reads: InstructionReader): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  for (const match of text.matchAll(LINK)) {
    const address = match[2] ?? match[3] ?? '';
    const query = address.indexOf('?');
    if (query < 0) continue;
    const isImage = match[1] !== '';
    const asks = ASKS_TO_FILL.test(address) && reads(address) >= 0;
    if (!PLACEHOLDER.test(address.slice(query)) && !asks && !carriesSentences(address)) continue;
    found.push({
      type: 'markdown-exfiltration',
      severity: isImage ? 3 : 2,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found;
}
