import { EXIT } from '../command.js';
import { noArguments } from '../no-arguments.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

/** The status report for people. */
export const status: Command = {
  name: 'status',
  usage: '',
  summary: 'show the quality and state of the agent as text',
  run: async (input) => {
    noArguments(input.args);
    return withAgentOS(input, (os) => {
      input.terminal.out(os.statusReport());
      return EXIT.ok;
    });
  },
};
