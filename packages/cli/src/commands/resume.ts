import { EXIT, UsageError } from '../command.js';
import { personAt } from '../person.js';
import { readOptions } from '../read-options.js';
import { shownName } from '../shown-text.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

/** Lets a halted session go on. The guard denies this command to agents. */
export const resume: Command = {
  name: 'resume',
  usage: '[session]',
  summary: 'let a halted session go on, or the only one that is; for people, denied to agents',
  run: async (input) => {
    const { words } = readOptions(input.args, [], [], 1);
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
      terminal.out({ en: `Resumed ${name}`, zh: `已恢复：${name}` }[language]);
      return EXIT.ok;
    });
  },
};
