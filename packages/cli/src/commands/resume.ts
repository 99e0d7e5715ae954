import { EXIT, UsageError } from '../command.js';
import { personAt } from '../person.js';
import { readOptions } from '../read-options.js';
import { shownJson, shownName } from '../shown-text.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Run } from '../command.js';

/** Lets a halted session go on. The guard denies this command to agents. */
export const resume: Run = async (input) => {
  const { switches, words } = readOptions(input.args, [], ['json'], 1);
  if (words[0] === '') throw new UsageError('the session must not be empty');
  const { terminal, language } = input;
  return withAgentOS(input, (os) => {
    const halted = os.haltedSessions();
    const session = words[0] ?? (halted.length === 1 ? halted[0] : undefined);
    if (session === undefined) {
      const names = halted.map(shownName).join(', ');
      throw new UsageError(
        halted.length === 0 ? 'no session is halted' : `name the session to resume: ${names}`,
        halted.length === 0 ? EXIT.denied : EXIT.usage,
      );
    }
    os.resume(session, { by: personAt(terminal) });
    const name = shownName(session);
    const text = { en: `Resumed ${name}`, zh: `已恢复：${name}` };
    terminal.out(switches.has('json') ? shownJson({ session, halted: false }) : text[language]);
    return EXIT.ok;
  });
};
