// Starts a long program in a sandbox, says so, and waits for it: for a test that ends this process meanwhile.
import { createBubblewrapBackend } from '../../../src/bubblewrap/bubblewrap-backend.js';
import { parsePolicy } from '../../../src/policy/parse-policy.js';

const [workspaceRoot = '', marker = ''] = process.argv.slice(2);
const session = await createBubblewrapBackend().open(parsePolicy({ workspaceRoot }));
const run = session.exec({ argv: ['sh', '-c', `sleep ${marker} & touch started; sleep ${marker}`] });
process.stdout.write('running\n');
await run;
