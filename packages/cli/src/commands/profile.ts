import { EXIT, UsageError } from '../command.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** The agent's quality profile. */
export const profile: Run = async (input) => {
  const [session, ...rest] = input.args;
  if (rest.length > 0 || session?.startsWith('-') === true) {
    throw new UsageError('profile takes at most the name of one session');
  }
  return lookAtAgentOS(input, (os) => {
    input.terminal.out(JSON.stringify(os.getProfile(session)));
    return EXIT.ok;
  });
};
