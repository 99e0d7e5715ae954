import { ALL_SESSIONS } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { namedSession } from '../named-session.js';
import { personAt } from '../person.js';
import { readOptions } from '../read-options.js';
import { shownJson, shownName } from '../shown-text.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** Lets a halted session go on. The guard denies this command to agents. */
export const resume: Run = async (input) => {
  const { switches, words } = readOptions(input.args, [], ['all', 'json'], 1);
  const named = namedSession(words, switches);
  const { terminal, language } = input;
  return withAgentOS(input, (os) => {
    const halted = os.haltedSessions();
    const session = named ?? (halted.length === 1 ? halted[0] : undefined);
    if (session === undefined) {
      const names = halted.map((each) => (each === ALL_SESSIONS ? '--all' : shownName(each))).join(', ');
      throw new UsageError(
        halted.length === 0 ? 'no session is halted' : `name the session to resume: ${names}`,
        halted.length === 0 ? EXIT.denied : EXIT.usage,
      );
    }
    os.resume(session, { by: personAt(terminal) });
    const isAll = session === ALL_SESSIONS;
    const name = isAll ? { en: 'all sessions', zh: '所有会话' }[language] : shownName(session);
    const left = os.haltedSessions();
    const still = isAll ? left : left.filter((each) => each === ALL_SESSIONS);
    if (switches.has('json')) {
      terminal.out(shownJson({ session, halted: false, stillHalted: still }));
      return EXIT.ok;
    }
    terminal.out({ en: `Resumed ${name}`, zh: `已恢复：${name}` }[language]);
    if (still.length > 0) {
      const list = still.map((each) => (each === ALL_SESSIONS ? '--all' : shownName(each))).join(', ');
      terminal.out({ en: `Still halted: ${list}`, zh: `仍停机：${list}` }[language]);
    }
    return EXIT.ok;
  });
};
