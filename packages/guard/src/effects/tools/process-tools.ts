import { shape } from '../effect-shape.js';
import { fieldOf } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import { readTyped } from './shell-tools.js';
import { NOWHERE, UNREADABLE, wordOf, type ToolContext } from './tool-context.js';
import { says, textsIn, textsOf, wholeOf } from './tool-params.js';

const ENDED = shape('process.kill', 'process', 'hard', 'normal');
const LOOKS = /^(?:list|poll|log|logs|status|wait|read|get|output|attach|resize|info)$/i;
const ENDS = /^(?:kill|clear|remove|stop|terminate|interrupt|close|signal)$/i;
const PIDS = ['pid', 'pids', 'processid'];
const TYPES = ['data', 'keys', 'hex', 'literal', 'text', 'input', 'chars'];

/** A process that was started before: looked at, typed into or ended. */
export function readProcessTool(context: ToolContext): void {
  const { said, sink, call } = context;
  const [top] = said;
  const actions = top === undefined ? [] : textsIn(top, ['action', 'command', 'operation']);
  if (says(said, TYPES)) readStdinTool(context);
  for (const { text, param } of actions) {
    if (ENDS.test(text)) {
      sink.effect(ENDED, call.tool, wholeOf({ text, param }));
      if (says(said, PIDS)) readKillTool(context);
    } else if (!LOOKS.test(text) && !says(said, TYPES))
      sink.effect(UNREADABLE, call.tool, wholeOf({ text, param }));
  }
  if (actions.length === 0 && !says(said, TYPES)) sink.effect(UNREADABLE, call.tool, NOWHERE);
}

/** Types into a program that runs already. Most often that is a shell; nobody here knows. */
export function readStdinTool(context: ToolContext): void {
  const { said, sink, call } = context;
  for (const shell of context.shells) readTyped(context, shell);
  const commands = textsOf(said, ['command', 'cmd', 'line', 'submit', 'paste']).filter(({ text }) =>
    /\S/.test(text),
  );
  for (const shell of context.shells)
    for (const found of commands)
      shell.reading.engine.text(wordOf(found), shell, UNCONNECTED, wholeOf(found));
  if (commands.length === 0 && !says(said, TYPES)) sink.effect(ENDED, call.tool, NOWHERE);
}

/** Ends a process: by its number as `kill` does, or one that the host itself started. */
export function readKillTool(context: ToolContext): void {
  const { said, sink, call } = context;
  const [shell] = context.shells;
  const numbers = said.flatMap((layer) => PIDS.flatMap((name) => layer.members.get(name) ?? []));
  for (const { value, param } of numbers) {
    for (const number of Array.isArray(value) ? (value as readonly unknown[]) : [value]) {
      const at = { param, start: 0, end: 0 };
      const words = ['kill', String(number)].map((text) => fieldOf(text, at));
      shell.reading.engine.words(words, shell, UNCONNECTED, at);
    }
  }
  if (numbers.length === 0) sink.effect(ENDED, call.tool, NOWHERE);
}
