import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** A package that a workspace has installed. */
export interface WorkspacePackage {
  /** Absolute path. */
  readonly folder: string;
  readonly manifest: Readonly<Record<string, unknown>>;
}

/**
 * Finds a package in the `node_modules` of a workspace or of the folders above it in the same repository. Nowhere
 * else: a folder above the repository may be anybody's. Null when there is none that can be read.
 */
export function findWorkspacePackage(workspaceRoot: string, name: string): WorkspacePackage | null {
  for (const parent of foldersOfRepository(workspaceRoot)) {
    const folder = join(parent, 'node_modules', name);
    try {
      const manifest: unknown = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
      if (typeof manifest === 'object' && manifest !== null)
        return { folder, manifest: manifest as Readonly<Record<string, unknown>> };
    } catch {
      // Not here.
    }
  }
  return null;
}

/** Absolute path of a program that a package ships, by the `bin` of its manifest; null when it names none. */
export function programOf({ folder, manifest }: WorkspacePackage, name: string): string | null {
  const { bin } = manifest as { readonly bin?: unknown };
  const file = typeof bin === 'object' && bin !== null ? (bin as Record<string, unknown>)[name] : bin;
  return typeof file === 'string' ? join(folder, file) : null;
}

function foldersOfRepository(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    folders.push(at);
    if (existsSync(join(at, '.git'))) return folders;
    if (dirname(at) === at) return [folder];
  }
}
