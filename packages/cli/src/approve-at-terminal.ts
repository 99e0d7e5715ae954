import { agrees, execQuestion } from './exec-question.js';
import { personAt } from './person.js';
import type { Approver } from 'sentinel-agentos';
import type { CommandInput } from './command.js';

/**
 * Asks the person at the terminal about the command line that is to run. Where there is no terminal nobody was asked,
 * and the call does not run.
 */
export function approveAtTerminal(
  argv: readonly string[],
  { terminal, language }: Pick<CommandInput, 'terminal' | 'language'>,
): Approver {
  const by = personAt(terminal);
  return {
    async approve({ call, decision }, signal) {
      const question = execQuestion({ argv, cwd: call.cwd, decision }, language, terminal);
      const answer = await terminal.ask(question, signal);
      if (answer === null) throw new Error('there is no terminal to ask at');
      return agrees(answer, decision)
        ? { verdict: 'granted', digest: decision.digest, by }
        : { verdict: 'declined', by };
    },
  };
}
