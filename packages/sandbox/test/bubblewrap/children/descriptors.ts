// Says which files its descriptors lead to, and then which those of a sandboxed program do.
import { readdirSync, readlinkSync } from 'node:fs';
import { createBubblewrapBackend } from '../../../src/bubblewrap/bubblewrap-backend.js';
import { parsePolicy } from '../../../src/policy/parse-policy.js';

const own = readdirSync('/proc/self/fd').map((descriptor) => {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return ''; // The one by which the list was read.
  }
});
const session = await createBubblewrapBackend().open(parsePolicy({ workspaceRoot: process.argv[2] ?? '' }));
const script = 'for fd in /proc/self/fd/*; do readlink "$fd"; done';
const { stdout } = await session.exec({ argv: ['sh', '-c', script] });
await session.close();
process.stdout.write(`${own.join('\n')}\n---\n${stdout}`);
