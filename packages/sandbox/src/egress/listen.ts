import { SentinelError } from '@sentinel-agentos/core';
import { chmod, chown } from 'node:fs/promises';
import type { Server } from 'node:net';

/** What the kernel takes as the path of a unix socket, on the systems where it takes least. */
const MAX_PATH = 103;

function listening(server: Server, socketPath: string): Promise<void> {
  return new Promise((settle, fail) => {
    server.once('error', fail).listen(socketPath, () => {
      server.off('error', fail);
      settle();
    });
  });
}

/** Gives a socket to its one user: this one, or, where this one is root, another. */
async function giveTo(socketPath: string, user: string | undefined): Promise<void> {
  const [uid = 0, gid = 0] = (user ?? '').split(':').map(Number);
  const own = process.getuid?.();
  await chmod(socketPath, 0o600);
  if (user === undefined || uid === own) return;
  // Whom it cannot be given to can only be let in together with all who can reach it: those in its folder.
  if (own === 0) await chown(socketPath, uid, gid);
  else await chmod(socketPath, 0o666);
}

/**
 * Listens on a unix socket of a private folder. Does not keep the process alive.
 *
 * @param user `uid:gid` of who may connect; this process's user when absent
 * @throws SentinelError `SANDBOX_UNAVAILABLE`
 */
export async function listenOn(server: Server, socketPath: string, user?: string): Promise<void> {
  try {
    if (Buffer.byteLength(socketPath) > MAX_PATH)
      throw new Error(`its path is longer than ${MAX_PATH} bytes`);
    await listening(server, socketPath);
    server.unref();
    await giveTo(socketPath, user);
  } catch (error) {
    server.close();
    const why = error instanceof Error ? error.message : 'unknown';
    throw new SentinelError(
      'SANDBOX_UNAVAILABLE',
      `The egress proxy cannot listen on ${JSON.stringify(socketPath)}: ${why}. Nothing was run.`,
      { cause: error },
    );
  }
}
