import { EXIT, UsageError } from '../command.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import type { Run } from '../command.js';

/** What a new session would be told. What else can be done with the memory are commands of their own. */
export const memory: Run = async (input) => {
  const { switches, words } = readOptions(input.args, [], ['json'], 1);
  const [word = 'show'] = words;
  if (word !== 'show') {
    throw new UsageError(
      `memory must be followed by one of show, search, forget, migrate, stats; got ${JSON.stringify(word)}`,
    );
  }
  return lookAtAgentOS(input, (os) => {
    const context = os.injectContext();
    input.terminal.out(switches.has('json') ? shownJson({ context }) : context);
    return EXIT.ok;
  });
};
