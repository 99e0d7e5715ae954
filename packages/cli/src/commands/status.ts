import { EXIT, UsageError } from '../command.js';
import { currentSession } from '../current-session.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { lookAtAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** The status report for people; as data with `--json`. */
export const status: Run = async (input) => {
  const { values, switches } = readOptions(input.args, ['session'], ['json']);
  const { session } = values;
  if (session === '') throw new UsageError('--session must not be empty');
  return lookAtAgentOS(input, (os) => {
    const sessionId = session ?? currentSession(os);
    const data = (): object => ({ ...os.fullStatus(), sessionId, trust: os.trust(sessionId) });
    input.terminal.out(switches.has('json') ? shownJson(data()) : os.statusReport(sessionId));
    return EXIT.ok;
  });
};
