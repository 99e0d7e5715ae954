import { createInterface } from 'node:readline';
import { AgentOS } from 'sentinel-agentos';

/** An agent's process: for each line of its input it calls a tool that only looks, and says how that ended. */
const [workspaceRoot = '', userStateDir = ''] = process.argv.slice(2);
const os = new AgentOS({ workspaceRoot, userStateDir, sessionId: 'at-work' });
for await (const _line of createInterface({ input: process.stdin })) {
  const { status } = await os.execute('read_file', { path: 'notes.txt' }, () => 'looked');
  console.log(status);
}
await os.close();
