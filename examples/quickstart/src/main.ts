import { commandCheck, wrapAgent } from 'sentinel-agentos';
import { createDemoWorkspace } from './demo-workspace.js';
import { createTools } from './tools.js';
import { Expectations } from './expectations.js';
import { flipOneByte } from './tamper.js';
import { script } from './script.js';
import { startCanaryServer } from './canary-server.js';
import { tableHead, tableRow } from './table.js';
import type { AgentOSOptions, Approver, Sentinel } from 'sentinel-agentos';
import type { DemoWorkspace } from './demo-workspace.js';

/** Stands for the person at the keyboard: declines whatever is asked. */
const decliningUser: Approver = {
  approve: async () => ({ verdict: 'declined', by: 'the user', reason: 'not today' }),
};

function openSentinel({ root, userState }: DemoWorkspace, sessionId: string): Sentinel {
  const options: AgentOSOptions = {
    workspaceRoot: root,
    userStateDir: userState,
    sessionId,
    agentId: 'coding-agent',
    approver: decliningUser,
    // A change that breaks the build is undone at once, however small its risk.
    rollbackAbove: 0,
    checks: [
      commandCheck({
        name: 'build',
        file: 'npm',
        args: ['run', '--silent', 'build'],
        cwd: root,
        when: ({ call }) => call.tool === 'edit',
      }),
    ],
  };
  return wrapAgent(options);
}

async function firstSession(workspace: DemoWorkspace, expectations: Expectations): Promise<void> {
  const attacker = await startCanaryServer();
  const sentinel = openSentinel(workspace, 'session-1');
  const { tools, counts } = createTools(workspace.root);

  console.log('\nSession 1: a coding agent works in a real repository\n');
  console.log(tableHead());
  for (const [index, step] of script(workspace, attacker.url).entries()) {
    const { tool, params, pretends } = step;
    const before = counts[tool];
    const run = async (): Promise<string> => pretends ?? tools[tool](params as never);
    const receipt = await sentinel.execute(tool, params, run);
    console.log(tableRow(index, step, receipt));
    expectations.checkStep(index, step, receipt, counts[tool] - before);
  }
  expectations.hold(attacker.visits() === 0, 'the attacker’s server was reached');
  await attacker.close();

  sentinel.os.memory.semantic.setPreference('language', 'zh-CN');
  sentinel.os.memory.semantic.learnRule('Run the build after every edit', 'session-1');
  sentinel.feedback('user_explicit_approval');
  sentinel.endSession();
  await sentinel.close();
}

async function secondSession(workspace: DemoWorkspace, expectations: Expectations): Promise<void> {
  const sentinel = openSentinel(workspace, 'session-2');
  const context = sentinel.injectContext();
  console.log('\nSession 2 starts with what session 1 learned:\n');
  console.log(context.replace(/^/gm, '  │ '));
  for (const learned of ['zh-CN', '[50%] Run the build after every edit', 'git push --force']) {
    expectations.hold(context.includes(learned), `session 2 does not know of “${learned}”`);
  }

  console.log(`\n${sentinel.status()}\n`);
  const { auditId } = await sentinel.execute('read', { path: 'README.md' }, () => 'read');
  expectations.hold(/^op_\w+$/.test(auditId), `the audit id ${auditId} has an odd form`);

  const whole = sentinel.verifyAudit();
  console.log(`audit verify: ${whole.status} — ${whole.message.en}`);
  expectations.hold(whole.status === 'ok', 'the journal does not verify');
  await sentinel.close();

  const flipped = flipOneByte(workspace.root);
  const auditor = openSentinel(workspace, 'audit');
  const damaged = auditor.verifyAudit();
  console.log(`audit verify after one byte of record ${flipped.seq} was flipped: ${damaged.status}`);
  console.log(`  ${damaged.message.en}`);
  expectations.hold(
    damaged.status === 'tampered' && damaged.bad.seq === flipped.seq,
    `the verifier does not name record ${flipped.seq}`,
  );
  await auditor.close().catch(() => undefined);
}

const workspace = createDemoWorkspace();
const expectations = new Expectations();
const start = performance.now();
try {
  await firstSession(workspace, expectations);
  expectations.hold(workspace.usersWorkChanged().length === 0, 'the user’s own work was changed');
  await secondSession(workspace, expectations);
} finally {
  workspace.remove();
}
console.log(`\n${expectations.summary()} in ${((performance.now() - start) / 1000).toFixed(1)} s`);
process.exitCode = expectations.failed === 0 ? 0 : 1;
