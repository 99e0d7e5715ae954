import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A server that runs in a process of its own. */
export interface RunningServer {
  readonly port: number;
  readonly apiToken: string;
  readonly operatorToken: string;
  /** Whether its process is still the one that was started. */
  readonly isAlive: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Starts one over an empty workspace in a new folder. */
export async function startServer(): Promise<RunningServer> {
  const folder = mkdtempSync(join(tmpdir(), 'sentinel-serve-'));
  const workspace = join(folder, 'workspace');
  mkdirSync(workspace);
  const apiToken = 'api-token-of-the-benchmark';
  const program = fileURLToPath(new URL('server-process.ts', import.meta.url));
  const child = fork(program, [workspace, join(folder, 'user')], {
    env: { ...process.env, AGENTOS_TOKEN: apiToken },
  });
  const [{ port, operatorToken }] = (await once(child, 'message')) as [
    { readonly port: number; readonly operatorToken: string },
  ];
  return {
    port,
    apiToken,
    operatorToken,
    isAlive: () => child.exitCode === null && child.signalCode === null,
    async stop() {
      if (child.exitCode === null) {
        child.send('stop');
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
