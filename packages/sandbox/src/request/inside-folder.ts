import path from 'node:path';
import { invalidOption } from '../policy/invalid-option.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { isWithin } from '../policy/workspace-paths.js';

/**
 * The folder inside for a folder outside: the same, but for links in the way to the workspace.
 *
 * @throws SentinelError `INVALID_ARGUMENT` for one that is neither in the workspace nor in `/tmp`.
 */
export function insideFolder(policy: SandboxPolicy, workspace: string, cwd: string | undefined): string {
  const { workspace: named } = policy.fs;
  if (cwd === undefined) return workspace;
  if (!path.isAbsolute(cwd)) throw invalidOption('cwd', 'must be an absolute path', cwd);
  const normal = path.resolve(cwd);
  if (isWithin(named, normal)) return path.join(workspace, path.relative(named, normal));
  if (isWithin(workspace, normal) || isWithin('/tmp', normal)) return normal;
  throw invalidOption('cwd', `must be in the workspace ${JSON.stringify(named)}`, cwd);
}
