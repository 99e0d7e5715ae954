import { join } from 'node:path';

const DECIDE = ['settings.json', 'settings.local.json', 'hooks'];

/**
 * What decides whether hooks run, in the project and for the user: no call may change it. The rest of `.claude/`, such as
 * commands and skills, stays the agent's to write.
 */
export function claudeOwnPaths(workspaceRoot: string, configFolder: string): readonly string[] {
  const folders = [join(workspaceRoot, '.claude'), configFolder];
  return folders.flatMap((folder) => DECIDE.map((name) => join(folder, name)));
}
