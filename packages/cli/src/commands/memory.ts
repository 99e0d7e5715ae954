import { EXIT } from '../command.js';
import { noArguments } from '../no-arguments.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

/** What a new session would be told. */
export const memory: Command = {
  name: 'memory',
  usage: '',
  summary: 'show what a new session would be told from memory',
  run: async (input) => {
    noArguments(input.args);
    return withAgentOS(input, (os) => {
      input.terminal.out(os.injectContext());
      return EXIT.ok;
    });
  },
};
