import { createServer } from '@sentinel-agentos/server';

/** A server in a process of its own, over the workspace named by its arguments, until its parent says stop. */
const [workspaceRoot = '', userStateDir = ''] = process.argv.slice(2);
const server = createServer({
  port: 0,
  rateLimit: false,
  maxConnections: 10_000,
  os: { workspaceRoot, userStateDir },
  onError: (error) => console.error(error),
});
const { port } = await server.start();
process.send?.({ port, operatorToken: server.operatorToken });
process.once('message', () => {
  void server.stop().then(() => process.disconnect());
});
