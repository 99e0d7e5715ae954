import { resolve } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { displayText } from '../matching/display-text.js';
import { isWithin } from '../matching/located-path.js';

/**
 * A file or folder that decides whether and how a guard works, absolute or from the workspace root; or a folder whose
 * whole content does, but for what an agent works in. What is excepted is absolute or from that folder, and lies in it.
 */
export type OwnPath = string | { readonly folder: string; readonly except: readonly string[] };

/** The same with absolute paths. */
export interface OwnPlace {
  readonly path: string;
  readonly except: readonly string[];
}

/**
 * The places that own paths stand for.
 *
 * @throws SentinelError `INVALID_CONFIG`, naming what is no own path, and an exception that does not lie in its folder.
 */
export function readOwnPaths(given: unknown, workspaceRoot: string): readonly OwnPlace[] {
  if (!Array.isArray(given)) throw invalid('a list of paths', given);
  return given.map((own: unknown) => {
    if (isPath(own)) return { path: resolve(workspaceRoot, own), except: [] };
    if (!isFolder(own)) throw invalid('paths, or { folder, except } of paths', own);
    const path = resolve(workspaceRoot, own.folder);
    const except = own.except.map((part) => resolve(path, part));
    const outside = except.find((part) => part === path || !isWithin(part, path));
    if (outside !== undefined) throw invalid(`exceptions within ${displayText(path)}`, outside);
    return { path, except };
  });
}

function isPath(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && !value.includes('\0');
}

function isFolder(value: unknown): value is Exclude<OwnPath, string> {
  if (typeof value !== 'object' || value === null) return false;
  const { folder, except } = value as Readonly<Record<string, unknown>>;
  return isPath(folder) && Array.isArray(except) && except.every(isPath);
}

function invalid(expected: string, value: unknown): SentinelError {
  const shown = typeof value === 'string' ? displayText(value) : typeof value;
  return new SentinelError('INVALID_CONFIG', `ownPaths must be ${expected}, got ${shown}`);
}
