import { EXIT } from '../command.js';
import { noArguments } from '../no-arguments.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** Counts over the whole journal. */
export const stats: Run = async (input) => {
  noArguments(input.args);
  return lookAtAgentOS(input, (os) => {
    input.terminal.out(JSON.stringify(os.getAuditStats()));
    return EXIT.ok;
  });
};
