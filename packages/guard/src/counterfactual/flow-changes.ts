import { changeTexts } from './change-texts.js';
import type { Change } from './change.js';
import type { CommandLines, TextCommand, TextSpan } from './command-lines.js';

const RUNS_INPUT =
  /^(?:sudo |doas |exec |env )*(?:\S*\/)?(?:(?:ba|da|k|z|fi)?sh|python[\d.]*|node|bun|deno|perl|ruby|php|lua|source|eval|xargs)\b/u;
const FETCHES = /^(?:curl|wget)$/u;
/** Where a download is kept to be looked at. */
const SAVED = 'download.txt';

/** Text that would run unseen is kept or shown instead: a download goes to a file, an unpacked text to the eye. */
export function flowChanges(lines: CommandLines, param: string): readonly Change[] {
  return [...downloads(lines, param), ...unrunPipelines(lines, param)];
}

function downloads(lines: CommandLines, param: string): readonly Change[] {
  return lines.commands.flatMap((command): readonly Change[] => {
    const saving = savingCommand(command, lines.text);
    const around = saving === null ? undefined : runnerAround(command, lines);
    if (saving === null || around === undefined) return [];
    return [{ edits: [{ ...around, param, text: saving }], says: changeTexts.download(saving) }];
  });
}

function savingCommand({ words }: TextCommand, text: string): string | null {
  const program = words.find(({ value }) => FETCHES.test(value))?.value;
  const url = words.find(({ value }) => /^https?:\/\//iu.test(value));
  if (program === undefined || url === undefined) return null;
  const address = text.slice(url.start, url.end);
  return program === 'curl' ? `curl -fsSL -o ${SAVED} ${address}` : `wget -O ${SAVED} ${address}`;
}

/** The pipeline whose last stage would run what is fetched, or the statement that runs it otherwise. */
function runnerAround(
  command: TextCommand,
  { pipelines, statements, text }: CommandLines,
): TextSpan | undefined {
  const pipeline = pipelines.find((stages) => stages.some((stage) => holds(stage, command)));
  const last = pipeline?.at(-1);
  if (pipeline !== undefined && last !== undefined && RUNS_INPUT.test(text.slice(last.start, last.end))) {
    return { start: pipeline[0]?.start ?? last.start, end: last.end };
  }
  // Inside a larger statement it is a substitution, whose output that statement uses.
  return statements.find(
    (statement) =>
      holds(statement, command) &&
      text.slice(command.start, command.end) !== text.slice(statement.start, statement.end) &&
      RUNS_INPUT.test(text.slice(statement.start, statement.end)),
  );
}

function unrunPipelines({ pipelines, text }: CommandLines, param: string): readonly Change[] {
  return pipelines.flatMap((stages): readonly Change[] => {
    const first = stages[0];
    const before = stages.at(-2);
    const last = stages.at(-1);
    if (first === undefined || before === undefined || last === undefined) return [];
    if (!RUNS_INPUT.test(text.slice(last.start, last.end))) return [];
    const edit = { param, start: before.end, end: last.end, text: '' };
    return [{ edits: [edit], says: changeTexts.look(text.slice(first.start, before.end)) }];
  });
}

function holds(outer: TextSpan, inner: TextSpan): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
