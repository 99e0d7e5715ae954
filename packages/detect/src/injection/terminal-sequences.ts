import type { StructuralFinding } from './structural-finding.js';

// CSI with its parameters and final character; an operating system command and other strings up to the character that
// ends them. ECMA-48.
const SEQUENCE =
  // eslint-disable-next-line no-control-regex -- escape characters are what is looked for
  /(?:\u001b\[|\u009b)([0-?]{0,40})([ -/]{0,4})([@-~])?|(?:\u001b\]|\u009d)(?=[0-9lILP]|\r?\n|$)([^\u0007\u001b\u009c\n]{0,400})(?:\u0007|\u001b\\|\u009c)?|\u001b[PX^_](?=[^\n"'`]{2})[^\u0007\u001b\u009c\n]{0,400}(?:\u0007|\u001b\\|\u009c)?/g;
// Text in an old encoding that was read as Latin-1 is full of these; a terminal sequence has one or two.
const OTHER_CONTROLS = /[\u0080-\u009a\u009c\u009e\u009f\ufffd]/;
// The same, written as programs write them. Harmless until something prints it.
const ESCAPED =
  /\\(?:x1b|u001b|033|e)\]|\\x9[bd]|\\(?:x1b|u001b|033|e)\[[0-9;]{0,20}m[^\\\n]{0,120}\\(?:x07|a)\b/gi;

/** Final characters that move the cursor, erase, scroll or save the place: what programs print to redraw a line. */
const REDRAWS = /^[@A-HJ-MPSTXZ`abdefgrsu]$/;
/** Modes of the terminal, and windows and titles that are stored. Only the report of the title (21) types something. */
const SETS = /^(?:\??[0-9;]*[hl]|(?!21[;t])[0-9;]*t)$/;
/**
 * Commands that title, link, show progress or mark the prompt, as shells, compilers and package managers print them:
 * titles, directory, hyperlink of the net or of a file, progress, marks of FinalTerm, VS Code and iTerm2.
 */
const QUIET_COMMAND =
  /^(?:[012];|7;|8;[^;]*;(?:https?:|file:|mailto:|$)|9;4;|[16]33;|1337;(?:CurrentDir|RemoteHost|SetMark|ShellIntegrationVersion)\b)/i;
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
  return REDRAWS.test(final) || SETS.test(parameters + final) ? 1 : 3;
}

/** The severity of a command to the terminal: certain for the clipboard, for files and for anything unknown. */
function severityOfCommand(command: string | undefined): 1 | 3 {
  return command !== undefined && QUIET_COMMAND.test(command) ? 1 : 3;
}

/**
 * Sequences that hide text, reach the clipboard, make the terminal type or link to programs (severity 3), and those
 * that only move, erase, title and link (1): the first `most` of each.
 */
export function terminalSequences(text: string, most: number): readonly StructuralFinding[] {
  const found: StructuralFinding[] = [];
  const counts = { 1: 0, 3: 0 };
  // eslint-disable-next-line no-control-regex -- as above
  if (/[\u001b\u009b\u009d]/.test(text)) {
    const isMisread = OTHER_CONTROLS.test(text);
    for (const match of text.matchAll(SEQUENCE)) {
      const [, parameters, intermediate, final, command] = match;
      const severity =
        parameters === undefined
          ? severityOfCommand(command)
          : severityOf(parameters + (intermediate ?? ''), final);
      if (severity === undefined || (isMisread && !match[0].startsWith('\u001b'))) continue;
      counts[severity] += 1;
      if (counts[3] > most) break;
      // Any number of harmless ones hides no other.
      if (counts[severity] > most) continue;
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
