import { AgentOS } from 'sentinel-agentos';
import type { AgentOSOptions } from 'sentinel-agentos';
import type { CommandInput, ExitCode } from './command.js';

/**
 * Opens the workspace's state for one command and closes it again, whatever the command does. Only agents and
 * `memory migrate` take a MEMORY.md over: looking at something must not change what is remembered.
 */
export async function withAgentOS(
  { workspaceRoot, language }: CommandInput,
  use: (os: AgentOS) => ExitCode | Promise<ExitCode>,
  options: AgentOSOptions = {},
): Promise<ExitCode> {
  const os = new AgentOS({
    workspaceRoot,
    language,
    preRegisteredRules: true,
    migrateMemoryFile: false,
    ...options,
  });
  try {
    return await use(os);
  } finally {
    await os.close();
  }
}

/** The same for a command that only looks: nothing in the workspace is made, finished or written. */
export async function lookAtAgentOS(
  input: CommandInput,
  use: (os: AgentOS) => ExitCode | Promise<ExitCode>,
): Promise<ExitCode> {
  return withAgentOS(input, use, { looking: true });
}
