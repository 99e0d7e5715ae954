import { EXIT } from '../command.js';
import { openGuard } from '../open-guard.js';
import { parseToolArguments } from '../tool-arguments.js';
import type { Run } from '../command.js';

/** The parameter checks alone. What the risk gate would say goes to stderr as a hint. */
export const validate: Run = (input) => {
  const { tool, params } = parseToolArguments(input.args);
  const judged = openGuard(input).judge(tool, params);
  const errors = judged.schemaErrors.map(({ field, message }) => ({
    field,
    message: message[input.language],
  }));
  input.terminal.out(JSON.stringify({ pass: errors.length === 0, errors }));
  const { action, reason } = judged.decision;
  if (errors.length === 0 && (action === 'deny' || action === 'confirm')) {
    input.terminal.err(`hint: risk: ${action} (${reason[input.language]})`);
  }
  return errors.length === 0 ? EXIT.ok : EXIT.denied;
};
