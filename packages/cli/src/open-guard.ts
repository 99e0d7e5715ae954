import { createGuard, locateState, parseParams } from 'sentinel-agentos';
import { existsSync } from 'node:fs';
import type { CommandInput } from './command.js';
import type { Decision, SchemaError, ToolCall } from 'sentinel-agentos';

/** What the guard says about one call. */
export interface Judged {
  readonly decision: Decision;
  readonly schemaErrors: readonly SchemaError[];
}

/** The guard as the workspace configures it. Judging leaves no trace on the disk. */
export function openGuard({ workspaceRoot, language }: CommandInput): {
  readonly judge: (tool: string, params: Readonly<Record<string, unknown>>) => Judged;
} {
  const folders = locateState({ workspaceRoot });
  const guard = createGuard({
    workspaceRoot: folders.workspaceRoot,
    stateDir: folders.state,
    language,
    preRegisteredRules: true,
    ...(existsSync(folders.rulesFile) ? { rulesFile: folders.rulesFile } : {}),
  });
  return {
    judge: (tool, params) => {
      const call: ToolCall = {
        id: 'cli',
        tool,
        params: parseParams(params),
        sessionId: 'cli',
        agentId: 'cli',
        cwd: folders.workspaceRoot,
        claims: [],
      };
      const decision = guard.advise(guard.inspect(call), call);
      return { decision, schemaErrors: guard.schema.check(call).errors };
    },
  };
}
