import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { spawned } from './spawned.js';

const NAME = '@anthropic-ai/sandbox-runtime';
const VERSION = '0.0.83';
const INSTALL_MS = 90_000;

/** As far as it is used here. */
interface SandboxManager {
  checkDependencies(): { readonly errors: readonly string[] };
  initialize(config: object): Promise<void>;
  wrapWithSandbox(command: string): Promise<string>;
  cleanupAfterCommand(): void;
  reset(): Promise<void>;
}

/** A rival that runs, or why there is none. */
export type Rival =
  | {
      readonly version: string;
      readonly echo: (text: string) => Promise<string>;
      readonly close: () => Promise<void>;
    }
  | { readonly version: null; readonly reason: string };

function isManager(value: unknown): value is SandboxManager {
  return value !== null && value !== undefined && Object.hasOwn(value, 'wrapWithSandbox');
}

async function loadManager(folder: string): Promise<SandboxManager> {
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefix', folder];
  const { status, stderr } = spawnSync('npm', ['install', ...flags, `${NAME}@${VERSION}`], {
    encoding: 'utf8',
    timeout: INSTALL_MS,
  });
  if (status !== 0) throw new Error(`npm has it not: ${stderr.trim().split('\n').at(-1) ?? ''}`);
  const place = join(folder, 'node_modules', NAME);
  const { main } = JSON.parse(readFileSync(join(place, 'package.json'), 'utf8')) as { main: string };
  const loaded = (await import(pathToFileURL(join(place, main)).href)) as { SandboxManager?: unknown };
  if (!isManager(loaded.SandboxManager)) throw new Error('it has no SandboxManager');
  return loaded.SandboxManager;
}

/**
 * Installs the rival for this run alone, for it asks for a newer Node than this house does, and lets it write in a
 * folder and reach no host. It builds its walls for each command as it does for its own users.
 */
export async function openSandboxRuntime(workspace: string): Promise<Rival> {
  const folder = mkdtempSync(join(tmpdir(), 'sandbox-runtime-'));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  try {
    const manager = await loadManager(folder);
    const { errors } = manager.checkDependencies();
    if (errors.length > 0) throw new Error(errors.join(', '));
    await manager.initialize({
      network: { allowedDomains: [], deniedDomains: [] },
      filesystem: { denyRead: [], allowWrite: [workspace], denyWrite: [] },
    });
    return {
      version: VERSION,
      async echo(text) {
        const command = await manager.wrapWithSandbox(`echo '${text}'`);
        const said = await spawned('/bin/sh', ['-c', command]);
        manager.cleanupAfterCommand();
        return said;
      },
      async close() {
        await manager.reset();
        remove();
      },
    };
  } catch (error) {
    remove();
    return { version: null, reason: error instanceof Error ? error.message : String(error) };
  }
}
