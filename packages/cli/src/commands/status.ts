import { EXIT, UsageError } from '../command.js';
import { currentSession } from '../current-session.js';
import { readOptions } from '../read-options.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

/** The status report for people. */
export const status: Command = {
  name: 'status',
  usage: '[--session ID]',
  summary:
    'show the quality of the agent, the trust in a session (default: the latest) and what is halted, as text',
  run: async (input) => {
    const { session } = readOptions(input.args, ['session']).values;
    if (session === '') throw new UsageError('--session must not be empty');
    return lookAtAgentOS(input, (os) => {
      input.terminal.out(os.statusReport(session ?? currentSession(os)));
      return EXIT.ok;
    });
  },
};
