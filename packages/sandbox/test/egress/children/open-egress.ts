// Opens a way out, says where its folder is, and waits to be killed.
import { openEgress } from '../../../src/egress/open-egress.js';
import { parsePolicy } from '../../../src/policy/parse-policy.js';

const { network } = parsePolicy({ workspaceRoot: '/work', networkPorts: [1] });
const { folder } = await openEgress(network, undefined);
process.stdout.write(folder);
setInterval(() => undefined, 60_000);
