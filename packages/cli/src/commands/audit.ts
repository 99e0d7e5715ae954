import { parseArgs } from 'node:util';
import { EXIT, UsageError } from '../command.js';
import { withAgentOS } from '../open-agent-os.js';
import type { Command } from '../command.js';

const DEFAULT_LIMIT = 20;

/** The newest recorded calls, as JSON, newest first. */
export const audit: Command = {
  name: 'audit',
  usage: '[--limit N] [--session ID] [--tool NAME]',
  summary: `show recorded calls, newest first (${DEFAULT_LIMIT} unless --limit says otherwise)`,
  run: async (input) => {
    const { limit = String(DEFAULT_LIMIT), session, tool } = readOptions(input.args);
    if (!/^[1-9]\d{0,6}$/.test(limit)) {
      throw new UsageError(`--limit must be a whole number from 1, got ${JSON.stringify(limit)}`);
    }
    return withAgentOS(input, (os) => {
      const entries = os.audit({
        limit: Number(limit),
        ...(session === undefined ? {} : { sessionId: session }),
        ...(tool === undefined ? {} : { toolName: tool }),
      });
      input.terminal.out(JSON.stringify(entries, null, 2));
      return EXIT.ok;
    });
  },
};

function readOptions(args: readonly string[]): {
  readonly limit?: string;
  readonly session?: string;
  readonly tool?: string;
} {
  try {
    return parseArgs({
      args: [...args],
      options: { limit: { type: 'string' }, session: { type: 'string' }, tool: { type: 'string' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
