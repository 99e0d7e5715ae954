import path from 'node:path';
import { invalidOption } from './invalid-option.js';

/** Whether `inner` is `outer` or lies below it, by whole components: `src-evil` is not in `src`. */
export function isWithin(outer: string, inner: string): boolean {
  return inner === outer || inner.startsWith(outer === '/' ? '/' : `${outer}/`);
}

/** @throws SentinelError `INVALID_ARGUMENT` when it is no absolute path. */
export function readWorkspace(value: unknown): string {
  if (typeof value !== 'string' || !path.isAbsolute(value) || value.includes('\0')) {
    throw invalidOption('workspaceRoot', 'must be an absolute path', value);
  }
  return path.resolve(value);
}

/**
 * The absolute paths of a list of paths in the workspace, each normal. With `keepSlash`, one that ends in a
 * slash keeps it.
 *
 * @throws SentinelError `INVALID_ARGUMENT` naming an entry that is no path or leads out of the workspace.
 */
export function readPaths(
  field: string,
  value: unknown,
  workspace: string,
  keepSlash = false,
): readonly string[] {
  if (!Array.isArray(value)) throw invalidOption(field, 'must be a list of paths', value);
  return value.map((entry: unknown, index) => {
    const name = `${field}[${index}]`;
    if (typeof entry !== 'string' || entry === '' || entry.includes('\0')) {
      throw invalidOption(name, 'must be a path', entry);
    }
    const absolute = path.resolve(workspace, entry);
    if (!isWithin(workspace, absolute)) {
      throw invalidOption(name, `must be in the workspace ${JSON.stringify(workspace)}`, entry);
    }
    return keepSlash && entry.endsWith('/') ? `${absolute}/` : absolute;
  });
}
