import { ALL_SESSIONS, SentinelError } from 'sentinel-agentos';
import { currentSession } from '../current-session.js';
import { EXIT } from '../command.js';
import { namedSession } from '../named-session.js';
import { personAt } from '../person.js';
import { readOptions } from '../read-options.js';
import { shownJson, shownName } from '../shown-text.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** Stops a session, also one of an agent that is at work in another process. */
export const halt: Run = async (input) => {
  const { values, switches, words } = readOptions(input.args, ['reason'], ['all', 'json'], 1);
  const named = namedSession(words, switches);
  const { terminal, language } = input;
  return withAgentOS(input, (os) => {
    const session = named ?? currentSession(os);
    const options = { by: personAt(terminal), reason: values['reason'] ?? '' };
    let isRecorded = true;
    try {
      os.halt(session, options);
    } catch (error) {
      // The switch is what stops: whoever records next takes it into the journal.
      if (SentinelError.is(error, 'STATE_UNAVAILABLE')) throw error;
      isRecorded = false;
    }
    const name = shownName(session);
    const texts =
      session === ALL_SESSIONS
        ? {
            en: 'Halted all sessions. Tools run again after: sentinel-agentos resume --all',
            zh: '所有会话已停机。恢复命令：sentinel-agentos resume --all',
          }
        : {
            en: `Halted ${name}. Its tools run again after: sentinel-agentos resume ${name}`,
            zh: `已停机：${name}。恢复命令：sentinel-agentos resume ${name}`,
          };
    const isJson = switches.has('json');
    terminal.out(isJson ? shownJson({ session, halted: true, isRecorded }) : texts[language]);
    if (!isRecorded) {
      terminal.err({ en: 'It is not in the journal yet', zh: '尚未写入日志' }[language]);
    }
    return EXIT.ok;
  });
};
