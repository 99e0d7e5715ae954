// A host that runs endless programs in containers and keeps others waiting, until it is killed. Says "running" when
// all of that is so.
import { createDockerBackend, parsePolicy } from '../../../src/index.js';

const [image = '', workspaceRoot = ''] = process.argv.slice(2);
const policy = parsePolicy({ workspaceRoot, networkAccess: 'none', timeoutMs: 600_000 });
const session = await createDockerBackend({ image, poolSize: 2 }).open(policy);
await session.exec({ argv: ['true'] });
const script = "trap '' TERM HUP INT; echo running > started; (setsid sleep 600 &); sleep 600";
void session.exec({ argv: ['sh', '-c', script] });
void session.exec({ argv: ['sh', '-c', script] });
