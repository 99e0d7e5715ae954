import { EXIT, UsageError } from '../command.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

/** The agent's quality profile. */
export const profile: Command = {
  name: 'profile',
  usage: '[session]',
  summary: 'show the quality profile of the agent, or of one session, as JSON',
  run: async (input) => {
    const [session, ...rest] = input.args;
    if (rest.length > 0 || session?.startsWith('-') === true) {
      throw new UsageError('profile takes at most the name of one session');
    }
    return lookAtAgentOS(input, (os) => {
      input.terminal.out(JSON.stringify(os.getProfile(session)));
      return EXIT.ok;
    });
  },
};
