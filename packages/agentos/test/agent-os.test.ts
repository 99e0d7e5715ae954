import { existsSync, mkdirSync, readdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS, SentinelError } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { CompleteExecutionInput } from '../src/index.js';

const writing = { toolName: 'write_file', sessionId: 's1', agentId: 'a1' };
const params = { path: 'main.ts', content: 'console.log("hello");' };
const facts: Partial<CompleteExecutionInput> = {
  startTime: 1_000,
  endTime: 1_500,
  retryCount: 0,
  wasSelfCorrected: false,
  hadTimeout: false,
  userAccepted: true,
  userProvidedEdit: false,
  resultWasUsed: true,
};

describe('the two-step form', () => {
  it('[S2-136] [S2-37] judges, remembers and scores before a host runs the tool', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { preExec, snapshot, profile } = os.executePipeline({
      ...writing,
      parameters: params,
      affectedFiles: ['main.ts'],
    });
    expect(preExec).toMatchObject({
      schemaCheck: { pass: true, errors: [] },
      riskScore: { score: 0.19, action: 'auto', dimensions: { impact: 1, reversibility: 0.8 } },
    });
    expect(Object.values(snapshot?.fileHashes ?? {})).toEqual([null]);
    expect(snapshot?.id).toMatch(/^op_/);
    expect(profile).toHaveProperty('overallScore');
  });

  it('[S2-137] verifies, assesses and records after it', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const os = new AgentOS({ workspaceRoot, ...rest });
    const { snapshot } = os.executePipeline({ ...writing, parameters: params });
    writeFileSync(join(workspaceRoot, 'main.ts'), params.content);
    const { runtime, postExec, auditEntry, profile } = os.completeExecution({
      ...writing,
      ...facts,
      toolParameters: params,
      toolResult: 'file written',
      snapshot,
    });
    expect(runtime).toMatchObject({ durationMs: 500 });
    expect(postExec).toMatchObject({ verifyPassed: true, verifyStatus: 'PASS' });
    expect(postExec.outcomeScore).toBeGreaterThan(90);
    expect(auditEntry).toMatchObject({ id: snapshot?.id, toolName: 'write_file', sessionId: 's1' });
    expect(profile.overallScore === null || profile.overallScore > 0).toBe(true);
  });

  it('[S2-137] takes a snapshot that is null or travelled through JSON, and an absent result', () => {
    const os = new AgentOS(temporaryWorkspace());
    expect(os.completeExecution({ toolName: 'ask', snapshot: null }).auditEntry.toolName).toBe('ask');
    expect(os.completeExecution({ toolName: 'ask' }).postExec.verifyPassed).toBe(false);
    expect(os.completeExecution({ toolName: 'ask', snapshot: { id: 'op_unknown' } })).toBeDefined();
    const begun = os.executePipeline({ toolName: 'exec', parameters: { command: 'npm test' } });
    const snapshot = JSON.parse(JSON.stringify(begun.snapshot)) as { id: string };
    const { auditEntry } = os.completeExecution({ toolName: 'exec', toolResult: 'all passed', snapshot });
    expect(auditEntry.id).toBe(snapshot.id);
  });

  it('[S2-36] denies what destroys the machine: no snapshot, so nothing to run', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { preExec, snapshot } = os.executePipeline({
      toolName: 'exec',
      parameters: { command: 'rm -rf /home' },
    });
    expect(preExec.riskScore).toMatchObject({ score: 9.18, action: 'deny' });
    expect(snapshot).toBeNull();
  });

  it('[S2-54] finds a hallucinated write', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { snapshot } = os.executePipeline({ ...writing, parameters: params });
    const { postExec } = os.completeExecution({
      ...writing,
      ...facts,
      toolParameters: params,
      toolResult: 'file written successfully',
      snapshot,
    });
    expect(postExec).toMatchObject({ verifyPassed: false, verifyStatus: 'FAIL' });
  });

  it('names the fields that the schema rejects', () => {
    const os = new AgentOS({ ...temporaryWorkspace(), preRegisteredRules: true });
    const { preExec, snapshot } = os.executePipeline({
      toolName: 'write_file',
      parameters: { path: '.env', content: 'x' },
    });
    expect(preExec.schemaCheck).toEqual({
      pass: false,
      errors: [{ field: 'path', message: 'path matches deny pattern' }],
    });
    expect(snapshot).toBeNull();
  });

  it('[S2-175] keeps concurrent calls of one tool apart', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const os = new AgentOS({ workspaceRoot, ...rest });
    const begin = (path: string) =>
      os.executePipeline({ toolName: 'write_file', parameters: { path, content: 'x' } }).snapshot;
    const [first, second] = [begin('a.txt'), begin('b.txt')];
    writeFileSync(join(workspaceRoot, 'b.txt'), 'x');
    const complete = (snapshot: typeof first) =>
      os.completeExecution({ toolName: 'write_file', toolResult: 'file written', snapshot }).postExec;
    expect(complete(second).verifyStatus).toBe('PASS');
    expect(complete(first).verifyStatus).toBe('FAIL');
  });

  it('records a tool that threw or ran out of time', () => {
    const os = new AgentOS(temporaryWorkspace());
    const begin = () =>
      os.executePipeline({ toolName: 'exec', parameters: { command: 'npm test' } }).snapshot;
    const base = { toolName: 'exec', startTime: 0, endTime: 30_000 };
    const failed = os.completeExecution({
      ...base,
      snapshot: begin(),
      toolError: new Error('no such script'),
    });
    expect(failed.postExec.verifyStatus).toBe('FAIL');
    const late = os.completeExecution({ ...base, snapshot: begin(), hadTimeout: true });
    expect(late.postExec.verifyStatus).toBe('FAIL');
    expect(late.runtime.durationMs).toBe(30_000);
  });
});

describe('its parts', () => {
  it('[S2-144] [S2-145] [S2-146] are all there', () => {
    const os = new AgentOS(temporaryWorkspace());
    expect(Object.keys(os.guard).sort()).toEqual(['audit', 'risk', 'schema', 'snapshot', 'verify']);
    for (const tier of ['working', 'episodic', 'semantic'] as const) expect(os.memory[tier]).toBeDefined();
    for (const part of ['preExec', 'runtime', 'postExec', 'feedback', 'profiler'] as const) {
      expect(os.evaluator[part]).toBeDefined();
    }
  });

  it('[S2-148] [S2-20] takes schema rules, the last of which wins, and masks what they call secret', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const os = new AgentOS({ workspaceRoot, ...rest });
    os.guard.schema.registerRule({ tool: 'login', required: ['password', 'otp'] });
    expect(
      os.guard.schema.registerRule({ tool: 'login', required: ['password'], secrets: ['password'] }),
    ).toBe(undefined);
    expect((await os.execute('login', {}, () => 'in')).reason).toContain('password');
    expect(await os.execute('login', { password: 'hunter2' }, () => 'in')).toMatchObject({ result: 'in' });
    os.endSession();
    await os.close();
    const again = new AgentOS({ workspaceRoot, ...rest });
    expect(JSON.stringify([again.audit(), again.injectContext()])).not.toContain('hunter2');
    expect(everyFile(join(workspaceRoot, '.agentos'))).not.toContain('hunter2');
  });

  it('[S2-20] shows a secret to no observer, approver or receipt, and keeps it nowhere', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const seen: unknown[] = [];
    const os = new AgentOS({
      workspaceRoot,
      ...rest,
      observers: [{ notify: (event) => void seen.push(event) }],
      approver: {
        approve: async (request) => {
          seen.push(request);
          return { verdict: 'declined', by: 'ada' };
        },
      },
    });
    os.guard.schema.registerRules([
      { tool: 'login', secrets: ['pin'], minLength: { pin: 9 } },
      { tool: 'make_payment', secrets: ['card'] },
    ]);
    const receipts = [
      await os.execute('login', { pin: 'hunter2-and-more' }, () => 'in'),
      await os.execute('login', { pin: 'hunter3' }, () => 'in'),
      await os.execute('make_payment', { card: 'hunter2', amount: 5 }, () => 'paid'),
    ];
    expect(receipts.map(({ status }) => status)).toEqual(['succeeded', 'denied', 'unapproved']);
    expect(seen.length).toBeGreaterThan(5);
    os.endSession();
    await os.close();
    const shown = JSON.stringify([seen, receipts, os.audit()]) + everyFile(join(workspaceRoot, '.agentos'));
    expect(shown).toContain('make_payment');
    expect(shown).not.toContain('hunter2');
    expect(shown).not.toContain('hunter3');
  });

  it('[S2-135] [S2-40] takes thresholds, sizes and the feedback switch from its options', () => {
    const os = new AgentOS({
      ...temporaryWorkspace(),
      maxWorkingTokens: 1_000,
      maxEpisodicSizeKb: 50,
      guardConfig: { riskGate: { autoApprove: 0.1, notify: 0.15, confirm: 0.18, deny: 8 } },
      evaluatorConfig: { implicitFeedbackEnabled: false },
    });
    const { riskScore } = os.executePipeline({ ...writing, parameters: params }).preExec;
    expect(riskScore).toMatchObject({ score: 0.19, action: 'confirm', strict: true });
  });

  it('hands instant rules and hints of servers on to its guard', () => {
    const os = new AgentOS({
      ...temporaryWorkspace(),
      guardConfig: {
        instantRules: true,
        riskGate: { autoApprove: 50, notify: 60, confirm: 70, deny: 80 },
        toolHints: { lookup: { readOnlyHint: true, openWorldHint: false } },
      },
    });
    const actionOf = (toolName: string, parameters: object): string =>
      os.executePipeline({ ...writing, toolName, parameters }).preExec.riskScore.action;
    expect(actionOf('exec', { command: 'npm publish' })).toBe('auto');
    expect(actionOf('lookup', { name: 'x' })).toBe('auto');
    expect(actionOf('exec', { command: 'sudo ls' })).toBe('deny');
  });

  it('counts the tokens of a context with the counter of its memory, and asks its embedder', () => {
    const embedded: string[] = [];
    const os = new AgentOS({
      ...temporaryWorkspace(),
      memoryConfig: {
        countTokens: (text) => text.length,
        embedder: {
          dimension: 2,
          embed: (texts) => texts.map((text) => (embedded.push(text), [text.length, 1])),
        },
      },
    });
    os.memory.episodic.record('decision', 'The harbour clock is five minutes fast');
    os.memory.episodic.record('decision', 'The harbour is closed on Sundays');
    const [hit] = os.memory.episodic.search('harbour clock');
    expect(hit?.event.text).toContain('five minutes');
    expect(embedded).toContain('harbour clock');
    expect(os.injectContext({ query: 'harbour', budgetTokens: 200 }).length).toBeLessThanOrEqual(200);
  });

  it.each([
    [{ memoryConfig: { episodicStore: 'redis' } }, 'episodicStore'],
    [{ memoryConfig: { embedder: { dimension: 3 } } }, 'embed'],
    [{ guardConfig: { riskGate: { deny: 0.1 } } }, 'deny'],
    [{ guardConfig: { instantRule: true } }, 'instantRule'],
    [{ guardConfig: { toolHints: { pay: { readOnlyHint: 'yes' } } } }, 'readOnlyHint'],
    [{ maxWorkingTokens: -1 }, 'maxWorkingTokens'],
    [{ workspaceroot: '/tmp' }, 'workspaceroot'],
    [{ mode: 'docker' }, 'mode'],
    [{ rollbackAbove: NaN }, 'rollbackAbove'],
    [{ approver: () => 'yes' }, 'approver'],
  ])('refuses options that do not hold, by name: %j', (options, name) => {
    try {
      const opened = new AgentOS({ ...temporaryWorkspace(), ...options } as never);
      expect.unreachable(`it opened ${opened.statusReport()}`);
    } catch (error) {
      expect(SentinelError.is(error, 'INVALID_CONFIG')).toBe(true);
      expect((error as Error).message).toContain(name);
    }
  });
});

describe('over sessions', () => {
  it('[S2-147] [S2-139] [S2-140] [S2-91] the next one starts with what this one learned', () => {
    const options = temporaryWorkspace();
    const first = new AgentOS(options);
    first.memory.semantic.setPreference('language', 'zh-CN');
    first.memory.semantic.addFact('用户在北京');
    first.memory.semantic.learnRule('测试前先编译', 'session_1');
    first.memory.working.addMessage('user', 'hello');
    first.endSession('session_1');
    const context = new AgentOS(options).injectContext();
    expect(context.startsWith('[Sentinel AgentOS Memory Context]')).toBe(true);
    expect(context).toContain('zh-CN');
    expect(context).toContain('用户在北京');
    expect(context).toContain('[50%] 测试前先编译');
  });

  it('[S2-92] what execute did is remembered without a call of the user’s', async () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    await os.execute('exec', { command: 'npm run migrate' }, () => 'migrated');
    os.endSession();
    expect(new AgentOS(options).injectContext({ query: 'migrate' })).toContain('npm run migrate');
  });

  it('[S2-138] [S2-141] feedback persists and a session has a profile of its own', () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    os.recordFeedback('user_deleted_code', 's1');
    for (let times = 0; times < 3; times++) os.recordFeedback('user_modified_output', 's1');
    expect(os.evaluator.feedback.stats()).toMatchObject({
      totalSignals: 4,
      negativeSignals: 4,
      averageStrength: -0.57,
    });
    os.endSession('s1');
    const again = new AgentOS(options);
    expect(again.evaluator.feedback.stats()).toMatchObject({ totalSignals: 4 });
    expect(again.getProfile('s1')).not.toEqual(again.getProfile('s2'));
    expect(() => again.recordFeedback('bogus' as never)).toThrow(/bogus/);
  });

  it('[S2-142] [S2-143] counts and reports', async () => {
    const os = new AgentOS(temporaryWorkspace());
    await os.execute('exec', { command: 'npm test' }, () => 'all passed');
    await os.execute('exec', { command: 'rm -rf /' }, () => 'never');
    expect(os.getAuditStats()).toMatchObject({ totalOperations: 2, verifyFailures: 0, highRiskOps: 1 });
    expect(os.statusReport()).toContain('=== Sentinel AgentOS Status Report ===');
    const zh = new AgentOS({ ...temporaryWorkspace(), language: 'zh' });
    expect(zh.statusReport()).toMatch(/\p{Script=Han}/u);
  });
});

describe('a call in a folder of the workspace', () => {
  it('names its files from there, also when the folder is relative', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    mkdirSync(join(workspaceRoot, 'sub'));
    const os = new AgentOS({ workspaceRoot, ...rest });
    const write = (): string => {
      writeFileSync(join(workspaceRoot, 'sub', 'a.txt'), 'x');
      return 'file written';
    };
    const receipt = await os.execute('write_file', { path: 'a.txt', content: 'x' }, write, { cwd: 'sub' });
    expect(receipt).toMatchObject({ risk: 'auto', verify: 'PASS' });
    expect(receipt.effects[0]?.target).toBe(join(realpathSync(workspaceRoot), 'sub', 'a.txt'));
  });
});

describe('undo', () => {
  it('[S2-07] puts a file back, keeps it explainable, and can itself be undone', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const file = join(workspaceRoot, 'a.txt');
    writeFileSync(file, 'before');
    const os = new AgentOS({ workspaceRoot, ...rest });
    const receipt = await os.execute('write_file', { path: 'a.txt', content: 'after' }, () => {
      writeFileSync(file, 'after');
      return 'file written';
    });
    expect(receipt.decision.explanation.en).not.toBe('');
    expect(new AgentOS({ workspaceRoot, ...rest }).undo(receipt.auditId)).toMatchObject({
      status: 'complete',
    });
    expect(readFileSync(file, 'utf8')).toBe('before');
    expect(() => os.undo('op_nobody')).toThrow(SentinelError);
  });
});

describe('a dry run', () => {
  it('calls no tool and says what it would have done', async () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const os = new AgentOS({ workspaceRoot, ...rest, mode: 'dry-run' });
    const receipt = await os.execute('write_file', params, () => {
      writeFileSync(join(workspaceRoot, 'main.ts'), 'x');
    });
    expect(receipt).toMatchObject({ status: 'planned', allowed: true });
    expect(JSON.stringify(receipt.plan)).toContain('main.ts');
    expect(existsSync(join(workspaceRoot, 'main.ts'))).toBe(false);
  });
});

function everyFile(folder: string): string {
  return filesBelow(folder)
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}
