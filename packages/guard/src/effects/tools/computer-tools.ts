import { shape } from '../effect-shape.js';
import type { EffectSink } from '../effect-sink.js';
import { readShellText } from '../shell/read-shell.js';
import { openUrl, URLS } from './fetch-tools.js';
import { NOWHERE, shellFor, UNKNOWN_TOOL, type ToolContext } from './tool-context.js';
import { sinkOver } from './layered-sink.js';
import { withSink } from './shared-reading.js';
import { says, textsOf, wholeOf } from './tool-params.js';
import { wordsOf } from './tool-words.js';
import { typedTexts } from './typed-text.js';

const LOOKED = shape('process.spawn', 'process', 'easy', 'normal');
const LOOKS =
  /^(?:screenshot|screen|shot|take|zoom|scroll|move|mouse|wait|cursor|position|get|hover|size|list|windows|displays)$/;
const TYPED = ['text', 'keys', 'key', 'input', 'value'];

/** A mouse and a keyboard: what they do depends on a screen that nobody sees here. */
export function readComputerTool(context: ToolContext): void {
  const { said, sink, call } = context;
  const [shell] = context.shells;
  const actions = textsOf(said, ['action', 'type', 'actions', 'kind']).flatMap(({ text }) => wordsOf(text));
  if (actions.length > 0 && actions.every((word) => LOOKS.test(word)) && !says(said, [...TYPED, 'url'])) {
    sink.effect(LOOKED, call.tool, NOWHERE);
    return;
  }
  sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  for (const url of textsOf(said, URLS)) openUrl(url, shell);
  // A terminal may be what has the focus. Prose is no command, so that a text is none says nothing.
  const reading = withSink(shell.reading, onlyClear(sink));
  for (const { found, text } of typedTexts(said, TYPED)) {
    readShellText(text, { ...shellFor(found, shell), reading, origin: wholeOf(found) });
  }
}

/** Leaves out what a reading says of a text that is perhaps no command at all. */
function onlyClear(sink: EffectSink): EffectSink {
  return sinkOver(sink, {
    effect(effect, target, evidence): void {
      if (effect.verb !== 'unknown') sink.effect(effect, target, evidence);
    },
    finding(rule, evidence, detail): void {
      if (rule !== 'shell.unparsed' && rule !== 'shell.foreign-syntax') sink.finding(rule, evidence, detail);
    },
  });
}
