import { EventEmitter, once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { temporaryWorkspace } from './temporary-workspace.js';
import { wrapAgent } from '../src/index.js';
import type { ApprovalRequest, Receipt } from '../src/index.js';

describe('wrapAgent', () => {
  it('[S2-171] works without any option but the workspace', async () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const receipt = await sentinel.execute('exec', { command: 'npm test' }, () => 'hello output');
    expect(receipt).toMatchObject({
      allowed: true,
      blocked: false,
      risk: 'auto',
      result: 'hello output',
      verify: 'PASS',
    });
    expect(receipt.auditId).toMatch(/^op_[0-9A-Za-z]{12}$/);
    expectTypeOf(receipt).toEqualTypeOf<Receipt<string>>();
  });

  it('[S2-172] preCheck stops what is dangerous with its score, and lets the rest through', () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const denied = sentinel.preCheck('exec', { command: 'rm -rf /' });
    expect(denied).toMatchObject({ allowed: false, reason: 'Risk 9.18 → DENY', needsConfirmation: false });
    expect(sentinel.preCheck('exec', { command: 'npm test' })).toMatchObject({ allowed: true });
  });

  it('[S2-172] preCheck does not silently allow what needs a confirmation', () => {
    const checked = wrapAgent(temporaryWorkspace()).preCheck('exec', { command: 'npm publish' });
    expect(checked).toMatchObject({ allowed: false, needsConfirmation: true, risk: 'confirm' });
  });

  it('[S2-31] pauses a call above 3.0 until somebody answers, and runs nothing before', async () => {
    const tool = vi.fn(() => 'published');
    const door = new EventEmitter();
    const approver = {
      approve: async (request: ApprovalRequest) => {
        door.emit('asked', request);
        await once(door, 'answered');
        return { verdict: 'granted', digest: request.decision.digest, by: 'ada' } as const;
      },
    };
    const sentinel = wrapAgent({ ...temporaryWorkspace(), approver });
    const asked = once(door, 'asked');
    const running = sentinel.execute('exec', { command: 'npm publish' }, tool);
    const [{ decision }] = (await asked) as [ApprovalRequest];
    expect(decision).toMatchObject({ action: 'confirm', strict: true, risk: { score: 3.46 } });
    expect(tool).not.toHaveBeenCalled();
    door.emit('answered');
    expect(await running).toMatchObject({ status: 'succeeded', result: 'published' });
    expect(tool).toHaveBeenCalledOnce();
  });

  it('tells whoever is stopped what could be changed, in the language of the house', async () => {
    const asked: ApprovalRequest[] = [];
    const approver = {
      approve: async (request: ApprovalRequest) => {
        asked.push(request);
        return { verdict: 'declined', by: 'ada' } as const;
      },
    };
    const sentinel = wrapAgent({ ...temporaryWorkspace(), language: 'zh', approver });
    const safer = '先试运行：npm publish --dry-run';
    const params = { command: 'npm publish' };
    expect(sentinel.preCheck('exec', params)).toMatchObject({ allowed: false, safer });
    expect(
      sentinel.os.executePipeline({ toolName: 'exec', parameters: { command: 'rm -rf /' } }),
    ).toMatchObject({
      preExec: { safer: '删除 ./build，而不是 /' },
    });
    const tools = sentinel.wrapTools({ exec: ({ command }: { command: string }) => command });
    await expect(tools.exec(params)).rejects.toThrow(safer);
    expect(asked.map(({ decision }) => decision.explanation.zh)).toEqual([expect.stringContaining(safer)]);
    expect(sentinel.preCheck('exec', { command: 'npm test' })).not.toHaveProperty('safer');
  });

  it('stops what was refused when it comes back in another form, in its session only', async () => {
    const approver = { approve: async () => ({ verdict: 'declined', by: 'ada' }) as const };
    const sentinel = wrapAgent({ ...temporaryWorkspace(), approver, preRegisteredRules: true });
    const read = vi.fn();
    const first = await sentinel.execute('write_file', { path: '.env', content: 'A=1' }, read);
    expect(first).toMatchObject({ status: 'denied', reason: 'path matches deny pattern' });
    const again = await sentinel.execute('exec', { command: 'echo A=1 | tee ./.env' }, read);
    expect(again.decision.findings.map(({ rule }) => rule)).toContain('variant.refused');
    expect(again).toMatchObject({ status: 'denied' });
    expect(read).not.toHaveBeenCalled();
  });

  it('preCheck lets a call run once with an approval, and says what the user should be told', () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const params = { command: 'npm publish' };
    const { digest } = sentinel.preCheck('exec', params);
    const approval = { verdict: 'granted', digest, by: 'ada' } as const;
    expect(sentinel.preCheck('exec', params, { approval })).toMatchObject({ allowed: true, risk: 'confirm' });
    expect(sentinel.preCheck('exec', params, { approval: { ...approval } })).toMatchObject({
      allowed: false,
    });
    expect(sentinel.preCheck('exec', { command: 'git push origin topic' }).reason).toBe('Risk 0.97 → NOTIFY');
  });

  it('postCheck takes what the tool threw', () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    sentinel.preCheck('exec', { command: 'npm test' });
    const receipt = sentinel.postCheck('exec', { command: 'npm test' }, undefined, new Error('exit 1'));
    expect(receipt).toMatchObject({ status: 'failed', error: 'exit 1', verify: 'FAIL' });
  });

  it('[S2-173] [S2-190] postCheck takes tool, parameters and result, and finds the call itself', () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const { auditId } = sentinel.preCheck('exec', { command: 'npm test' });
    const receipt = sentinel.postCheck('exec', { command: 'npm test' }, 'all passed');
    expect(receipt).toMatchObject({ auditId, verify: 'PASS', allowed: true });
  });

  it('[S2-173] postCheck records a call that nobody checked before, and one without a result', () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    expect(sentinel.postCheck('exec', { command: 'npm test' })).toMatchObject({ allowed: true });
    expect(sentinel.postCheck('exec', 'not an object', 'x').auditId).toMatch(/^op_/);
    expect(sentinel.audit()).toHaveLength(2);
  });

  it('pairs calls of one tool by their parameters, oldest first', () => {
    const { workspaceRoot, ...rest } = temporaryWorkspace();
    const sentinel = wrapAgent({ workspaceRoot, ...rest });
    const params = (path: string) => ({ path, content: 'x' });
    const first = sentinel.preCheck('write_file', params('a.txt'));
    const second = sentinel.preCheck('write_file', params('b.txt'));
    writeFileSync(join(workspaceRoot, 'b.txt'), 'x');
    expect(sentinel.postCheck('write_file', params('b.txt'), 'file written')).toMatchObject({
      auditId: second.auditId,
      verify: 'PASS',
    });
    expect(sentinel.postCheck('write_file', params('a.txt'), 'file written')).toMatchObject({
      auditId: first.auditId,
      verify: 'FAIL',
    });
  });

  it('[S2-186] gives the reason of a rule in Chinese', async () => {
    const tool = vi.fn();
    const sentinel = wrapAgent({ ...temporaryWorkspace(), preRegisteredRules: true, language: 'zh' });
    const receipt = await sentinel.execute('exec', { command: 'rm -rf /' }, tool);
    expect(receipt).toMatchObject({
      allowed: false,
      blocked: true,
      reason: '🚫 危险命令: rm -rf / — 删除整个系统',
    });
    expect(tool).not.toHaveBeenCalled();
  });

  it('[S2-185] speaks of risk in lower case, in one of four words', async () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const risks = await Promise.all(
      ['npm test', 'git push origin feature', 'npm publish', 'rm -rf /'].map(
        async (command) => (await sentinel.execute('exec', { command }, () => 'done')).risk,
      ),
    );
    expect(risks).toEqual(['auto', 'notify', 'confirm', 'deny']);
  });

  it('[S2-187] names every call by an id that is stable and its own', async () => {
    const options = temporaryWorkspace();
    const sentinel = wrapAgent(options);
    const receipts = await Promise.all(
      Array.from({ length: 20 }, async () => sentinel.execute('ask', {}, () => 'x')),
    );
    const ids = receipts.map(({ auditId }) => auditId);
    expect(new Set(ids).size).toBe(20);
    await sentinel.close();
    const recorded = wrapAgent(options)
      .audit()
      .map(({ id }) => id);
    expect(recorded.sort()).toEqual(ids.sort());
  });

  it('wraps a record of tools and keeps their types', async () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const tools = sentinel.wrapTools({ add: ({ a, b }: { a: number; b: number }) => a + b });
    expectTypeOf(tools.add).returns.resolves.toBeNumber();
    expect(await tools.add({ a: 1, b: 2 })).toBe(3);
  });

  it('takes feedback, reports, ends sessions and closes', async () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    sentinel.feedback('user_used_result');
    expect(sentinel.status()).toContain('Sentinel AgentOS Status Report');
    expect(typeof sentinel.injectContext()).toBe('string');
    sentinel.endSession();
    expect(sentinel.verifyAudit().status).toBe('ok');
    await sentinel.close();
  });

  it('keeps two instances in one process apart', async () => {
    const [left, right] = [wrapAgent(temporaryWorkspace()), wrapAgent(temporaryWorkspace())];
    await left.execute('ask', {}, () => 1);
    expect([left.audit().length, right.audit().length]).toEqual([1, 0]);
  });
});
