import type { SandboxSession } from '../backend.js';

/**
 * A session that is opened by its first program, and again by the next one when opening failed. Closing it ends
 * what runs; a later program opens it anew.
 */
export function lazySession(open: () => Promise<SandboxSession>): SandboxSession {
  let session: Promise<SandboxSession> | undefined;
  return {
    async exec(request) {
      const opened = (session ??= open());
      try {
        await opened;
      } catch (error) {
        if (session === opened) session = undefined;
        throw error;
      }
      return (await opened).exec(request);
    },
    async close() {
      const opened = session;
      session = undefined;
      await opened?.then(
        (open) => open.close(),
        () => undefined,
      );
    },
  };
}
