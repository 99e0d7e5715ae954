import { AgentOS } from 'sentinel-agentos';
import type { CommandInput, ExitCode } from './command.js';

/** Opens the workspace's state for one command and closes it again, whatever the command does. */
export async function withAgentOS(
  { workspaceRoot, language }: CommandInput,
  use: (os: AgentOS) => ExitCode,
): Promise<ExitCode> {
  const os = new AgentOS({ workspaceRoot, language, preRegisteredRules: true });
  try {
    return use(os);
  } finally {
    await os.close();
  }
}
