import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AgentOS } from 'sentinel-agentos';

/** An agent's process: it writes `name=content` files as one session, says so, and works on until stdin ends. */
const [workspaceRoot = '', userStateDir = '', sessionId = '', ...files] = process.argv.slice(2);
const os = new AgentOS({ workspaceRoot, userStateDir, sessionId });
const ids: string[] = [];
const write = async (path: string, content: string): Promise<void> => {
  const receipt = await os.execute('write_file', { path, content }, () => {
    writeFileSync(join(workspaceRoot, path), content);
    return 'file written';
  });
  ids.push(receipt.auditId);
};
for (const file of files) {
  const [name = '', content = ''] = file.split('=');
  await write(name, content);
}
console.log(JSON.stringify(ids));
for await (const line of process.stdin) await write('last.txt', String(line));
await os.close();
