import { wrapAgent } from '../src/index.js';

/** A process of its own that works in a shared workspace, and reports what it was acknowledged. */
const [workspaceRoot = '', userStateDir = '', name = ''] = process.argv.slice(2);
const sentinel = wrapAgent({ workspaceRoot, userStateDir, sessionId: name });
const ids: string[] = [];
const codes: string[] = [];
for (let index = 0; index < 20; index++) {
  const receipt = await sentinel.execute('ask', { index }, () => 'done');
  if (receipt.allowed && receipt.faults.length === 0) ids.push(receipt.auditId);
  else codes.push(...receipt.faults.map(({ code, cause }) => `${code} ${String(cause)}`).slice(0, 1));
}
sentinel.os.memory.semantic.setPreference(name, 'here');
await sentinel.close();
console.log(JSON.stringify({ ids, codes }));
