import { EXIT } from '../command.js';
import { openGuard } from '../open-guard.js';
import { parseToolArguments } from '../tool-arguments.js';
import type { Run } from '../command.js';

/** The whole decision: score, action, dimensions, effects and the reasons. */
export const risk: Run = (input) => {
  const { tool, params } = parseToolArguments(input.args);
  const { decision } = openGuard(input).judge(tool, params);
  const { action, strict, effects, findings, explanation } = decision;
  const { score, score100, dimensions } = decision.risk;
  input.terminal.out(
    JSON.stringify({
      score,
      action,
      dimensions,
      score100,
      strict,
      explanation: explanation[input.language],
      effects: effects.map(({ verb, target, scope }) => ({ verb, target, scope })),
      findings: findings.map(({ rule, message }) => ({ rule, message: message[input.language] })),
    }),
  );
  return action === 'deny' ? EXIT.denied : EXIT.ok;
};
