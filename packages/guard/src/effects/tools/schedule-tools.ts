import { shape } from '../effect-shape.js';
import { fieldOf } from '../shell/data.js';
import { isLookingAction } from './action-words.js';
import { readCommandsAmong } from './shell-tools.js';
import { NOWHERE, type ToolContext } from './tool-context.js';
import { says, textsIn, textsOf } from './tool-params.js';

/** A command that runs later, when nobody looks. */
const SCHEDULED = shape('process.spawn', 'host', 'partial', 'normal');
/** An agent is woken later; what it calls is judged then. */
const REMINDED = shape('process.spawn', 'workspace', 'hard', 'normal');
const TAKEN_AWAY = shape('process.kill', 'workspace', 'partial', 'normal');
const COMMANDS = ['command', 'cmd', 'script', 'shell', 'run', 'exec', 'code', 'commandline', 'shellcommand'];

/** `cron`, `schedule_task`: what will run, as if it ran now, and that it is nobody's call then. */
export function readScheduleTool(context: ToolContext): void {
  const { said, layers, sink, call } = context;
  const [top] = said;
  const actions = top === undefined ? [] : textsIn(top, ['action', 'operation']);
  const commands = textsOf(layers, COMMANDS);
  for (const shell of context.shells) {
    readCommandsAmong(layers, COMMANDS, shell);
    // A line of a crontab, in tools that take it whole.
    for (const found of textsOf(said, ['line', 'entry', 'crontab', 'entries'])) {
      const command = /^\s*(?:@\w+|(?:\S+\s+){5})(\S[\s\S]*)$/.exec(found.text)?.[1];
      if (command !== undefined) {
        const word = fieldOf(command, { param: found.param, start: 0, end: found.text.length });
        shell.reading.engine.text(
          word,
          shell,
          { stdin: word, piped: false, network: false, inherited: true },
          word.evidence,
        );
        sink.effect(SCHEDULED, call.tool, word.evidence);
      }
    }
  }
  if (commands.length > 0) sink.effect(SCHEDULED, call.tool, NOWHERE);
  const looks = actions.length > 0 && actions.every(({ text }) => isLookingAction(text));
  if (looks && !says(said, ['job', 'schedule', 'payload'])) return;
  const ends = actions.some(({ text }) => /^(?:remove|delete|cancel|stop|disable)$/i.test(text));
  sink.effect(ends ? TAKEN_AWAY : REMINDED, call.tool, NOWHERE);
}
