import type { Params } from '@sentinel-agentos/core';
import path from 'node:path';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { refusedWrite } from './check-command.js';

/** Parameters that name the file of a tool, by the names that tools use. */
const PATH_PARAMS = [
  'path',
  'file',
  'filename',
  'file_path',
  'filePath',
  'filepath',
  'target',
  'destination',
  'dest',
];
/** Tools that only look, by how their names begin. Any other may write. */
const LOOKS =
  /^(?:read|list|ls|stat|get|search|find|grep|glob|view|cat|head|tail|open|show|fetch|web)(?:[_A-Z-]|$)/;

/**
 * Why a tool that may write must not be called with these paths; undefined when nothing speaks against it. Pure:
 * relative paths are taken from the workspace, links are not followed.
 */
export function checkPathParams(policy: SandboxPolicy, tool: string, params: Params): string | undefined {
  if (LOOKS.test(tool)) return undefined;
  for (const name of PATH_PARAMS) {
    const value = Object.hasOwn(params, name) ? params[name] : undefined;
    if (typeof value !== 'string') continue;
    const refused = refusedWrite(policy, path.resolve(policy.fs.workspace, value));
    if (refused !== undefined) return refused;
  }
  return undefined;
}
