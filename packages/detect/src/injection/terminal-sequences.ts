import type { StructuralFinding } from './structural-finding.js';

// CSI with its parameters and final character, and the start of an operating system command. ECMA-48.
const SEQUENCE =
  // eslint-disable-next-line no-control-regex -- escape characters are what is looked for
  /(?:\u001b\[|\u009b)([0-?]{0,40})([ -/]{0,4})([@-~])?|(?:\u001b\]|\u009d)(?=[0-9lILP]|\r?\n|$)[^\u0007\u001b\u009c\n]{0,400}|\u001b[PX^_](?=[^\n"'`]{2})[^\u0007\u001b\u009c\n]{0,400}/g;
// Text in an old encoding that was read as Latin-1 is full of these; a terminal sequence has one or two.
const OTHER_CONTROLS = /[\u0080-\u009a\u009c\u009e\u009f\ufffd]/;
// The same, written as programs write them. Harmless until something prints it.
const ESCAPED =
  /\\(?:x1b|u001b|033|e)\]|\\x9[bd]|\\(?:x1b|u001b|033|e)\[[0-9;]{0,20}m[^\\\n]{0,120}\\(?:x07|a)\b/gi;

/** Final characters that only colour, clear a line for a progress bar or move on the line. */
const QUIET = /^[KG]$/;
const CURSOR_VISIBILITY = /^\?25[hl]$/;
const CONCEALS = /(?:^|;)0?8(?:;|$)/;

/** The severity of a control sequence, or undefined for colours. */
function severityOf(parameters: string, final: string | undefined): 1 | 3 | undefined {
  if (final === 'm') {
    // 38 and 48 choose colours and take an 8 or a 5 among their arguments.
    const withoutColours = parameters.replace(/[345]8[;:](?:5[;:]\d{1,3}|2(?:[;:]\d{1,3}){3})/g, '');
    return CONCEALS.test(withoutColours) ? 3 : undefined;
  }
  // Intermediate characters select fonts and modes of old terminals.
  if (/[ -/]/.test(parameters)) return 1;
  if (final === undefined) return parameters === '' ? 3 : 1;
  return QUIET.test(final) || CURSOR_VISIBILITY.test(parameters + final) ? 1 : 3;
}

/**
 * Sequences that hide text, move the cursor, set titles, make links or reach the clipboard when shown: the
 * first `most` of them.
 */
export function terminalSequences(text: string, most: number): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\u001b\u009b\u009d]/.test(text)) {
    const isMisread = OTHER_CONTROLS.test(text);
    for (const match of text.matchAll(SEQUENCE)) {
      const severity = match[1] === undefined ? 3 : severityOf(match[1] + (match[2] ?? ''), match[3]);
      if (found.length >= most) break;
      if (severity === undefined || (isMisread && !match[0].startsWith('\u001b'))) continue;
      found.push({
        type: 'terminal-sequence',
        severity,
        start: match.index,
        end: match.index + match[0].length,
      });
    }
  }
  for (const match of text.matchAll(ESCAPED)) {
    found.push({
      type: 'terminal-sequence-escaped',
      severity: 1,
      start: match.index,
      end: match.index + match[0].length,
    });
  }
  return found;
}
