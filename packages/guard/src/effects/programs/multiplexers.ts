import { NOTHING, SOMETHING, type Data } from '../shell/data.js';
import { joinWords } from './carriers.js';
import { runCarried, type Invocation } from './invocation.js';

const STARTS =
  /^(?:new|new-session|neww|new-window|splitw|split-window|run|run-shell|respawn-pane|display-popup|popup|if-shell)$/;
/** Options of those commands that take a value. */
const VALUED = /^-(?:[a-zA-Z]*[cdeFnstxylpwhT]|-\w+)$/;
const PRINTABLE_KEYS = /\s+(?:Enter|C-m|C-j|KPEnter)$/;

/** `tmux` and `screen`: what a new window runs, and what is typed into one. */
export function readMultiplexer(invocation: Invocation): Data {
  const { shell, io, evidence, operands, args } = invocation;
  const [command] = operands;
  const stuffed = args.findIndex(({ text }) => text === 'stuff');
  if (stuffed >= 0 || command?.text === 'send-keys' || command?.text === 'send') {
    const keys = stuffed >= 0 ? args.slice(stuffed + 1) : withoutOptions(operands.slice(1));
    const text = joinWords(keys);
    // What is typed there runs in a shell of this user like any other.
    const typed = text.text.replace(PRINTABLE_KEYS, '').replace(/(?:\\n|\^M|\\015)$/, '');
    return shell.reading.engine.text({ ...text, text: typed }, shell, io, evidence);
  }
  const words =
    command !== undefined && STARTS.test(command.text) ? withoutOptions(operands.slice(1)) : operands;
  if (words === operands && invocation.name !== 'screen') return SOMETHING;
  if (words.length === 0) return NOTHING;
  const [only] = words;
  return words.length === 1 && only !== undefined && invocation.name !== 'screen'
    ? shell.reading.engine.text(only, { ...shell, escaped: true }, io, evidence)
    : runCarried(invocation, words);
}

function withoutOptions(words: Invocation['operands']): Invocation['operands'] {
  let at = 0;
  while (at < words.length && words[at]?.text.startsWith('-') === true)
    at += VALUED.test(words[at]?.text ?? '') && !/^-[dDPbAZXI]+$/.test(words[at]?.text ?? '') ? 2 : 1;
  return words.slice(at);
}
