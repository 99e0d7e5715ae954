import { EXIT } from '../command.js';
import { examine } from '../doctor/examine.js';
import { paint } from '../paint.js';
import { readOptions } from '../read-options.js';
import { shownJson, shownLine } from '../shown-text.js';
import { verifyProgress } from '../verify-progress.js';
import type { CommandInput, Run } from '../command.js';
import type { DoctorFinding } from '../doctor/finding.js';

const MARKS = {
  ok: { mark: '+', colour: 'green' },
  warning: { mark: '!', colour: 'yellow' },
  problem: { mark: '✗', colour: 'red' },
} as const;

/** Says what is well, what is to be known and what must be mended. Looks only. */
export const doctor: Run = async (input) => {
  const { switches } = readOptions(input.args, [], ['json']);
  const progress = verifyProgress(input);
  const findings = await examine(input, Date.now(), progress.show);
  progress.end();
  const { terminal } = input;
  const ok = findings.every(({ level }) => level !== 'problem');
  const isText = terminal.isWatched && !switches.has('json');
  terminal.out(
    isText ? findings.flatMap((finding) => linesOf(finding, input)).join('\n') : shownJson({ ok, findings }),
  );
  return ok ? EXIT.ok : EXIT.denied;
};

function linesOf({ check, level, what, fix }: DoctorFinding, { terminal, language }: CommandInput): string[] {
  const { mark, colour } = MARKS[level];
  const line = `${paint(terminal, colour, mark)} ${check.padEnd(9)} ${shownLine(what[language])}`;
  return fix === undefined ? [line] : [line, `            ${shownLine(fix[language])}`];
}
