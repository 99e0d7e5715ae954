import dgram from 'node:dgram';
import dns from 'node:dns';
import net from 'node:net';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A process without a network: whoever reaches for it is refused, and counted. */
const attempts: string[] = [];
const refuse = (what: string) => (): never => {
  attempts.push(what);
  throw new Error(`no network: ${what}`);
};
net.Socket.prototype.connect = refuse('connect');
dgram.Socket.prototype.send = refuse('send');
for (const name of ['lookup', 'resolve', 'resolve4', 'resolve6', 'resolveTxt'] as const) {
  dns[name] = refuse(name) as never;
  dns.promises[name] = refuse(name);
}

const [workspaceRoot = '', userStateDir = ''] = process.argv.slice(2);
// Loaded behind the refusals, so that loading is watched as well.
const { wrapAgent } = await import('../src/index.js');
const sentinel = wrapAgent({ workspaceRoot, userStateDir });
const password = ['Tr0ub', '4dor', '-hOrse', '-7781'].join('');
const receipts = [
  await sentinel.execute('exec', { command: 'rm -rf / --no-preserve-root' }, () => 'ran'),
  await sentinel.execute('read_file', { path: 'settings.txt' }, () => `password = "${password}"`),
  await sentinel.execute('slack_post_message', { channel: '#general', text: password }, () => 'sent'),
  await sentinel.execute('read_file', { path: 'page.md' }, () => 'an ordinary page'),
  await sentinel.execute('write_file', { path: 'notes.txt', content: 'hello' }, () => {
    writeFileSync(join(workspaceRoot, 'notes.txt'), 'hello');
    return 'file written';
  }),
];
// The rest of what a session can do.
const undone = sentinel.undo(receipts.at(-1)?.auditId ?? '').status;
sentinel.os.memory.semantic.setPreference('language', 'zh-CN');
sentinel.feedback('user_explicit_approval');
sentinel.endTurn();
sentinel.report();
sentinel.metrics();
const verified = sentinel.verifyAudit().status;
const remembers = sentinel.injectContext().includes('zh-CN');
sentinel.endSession();
await sentinel.close();

const attemptsOfOurs = attempts.length;

// The control: the refusals are in force.
const control = await fetch('http://127.0.0.1:49152/').then(
  () => 'reached',
  () => 'refused',
);
console.log(
  JSON.stringify({
    statuses: receipts.map(({ status }) => status),
    found: receipts.flatMap((receipt) => (receipt.allowed ? receipt.detections : [])).map(({ rule }) => rule),
    undone,
    verified,
    remembers,
    attempts: attemptsOfOurs,
    control,
    attemptsOfControl: attempts.length - attemptsOfOurs,
  }),
);
