import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An attacker's server on loopback. It offers a script and counts who comes for it. */
export interface CanaryServer {
  readonly url: string;
  readonly visits: () => number;
  readonly close: () => Promise<void>;
}

export async function startCanaryServer(): Promise<CanaryServer> {
  let visits = 0;
  const server = createServer((_, response) => {
    visits += 1;
    response.end('echo this must never run\n');
  });
  await new Promise<void>((listening) => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    visits: () => visits,
    close: async () =>
      new Promise((closed, failed) => {
        server.close((error) => (error === undefined ? closed() : failed(error)));
      }),
  };
}
