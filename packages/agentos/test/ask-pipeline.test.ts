import { describe, expect, it } from 'vitest';
import { AgentOS } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { PipelineQuestion } from '../src/index.js';

const publish = { toolName: 'exec', parameters: { command: 'npm publish' }, sessionId: 's1' };

function asked(os: AgentOS): PipelineQuestion {
  const answer = os.askPipeline(publish);
  if (!('question' in answer)) throw new Error(`nobody is asked: ${answer.preExec.riskScore.reason}`);
  return answer;
}

describe('a host that asks its user in the middle of a call', () => {
  it('is told what to ask, and nothing is recorded until the answer', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { preExec, snapshot, question } = asked(os);
    expect(preExec.riskScore).toMatchObject({ action: 'confirm', score: 3.46, strict: true });
    expect(snapshot).toBeNull();
    expect(question).toMatchObject({ masked: { tool: 'exec' }, withinMs: 300_000 });
    expect(os.audit()).toEqual([]);
  });

  it('goes on with the grant, and completes the call like any other', () => {
    const os = new AgentOS(temporaryWorkspace());
    const call = asked(os);
    const { snapshot } = call.answer({
      verdict: 'granted',
      digest: call.question.decision.digest,
      by: 'ada',
    });
    expect(snapshot).not.toBeNull();
    os.completeExecution({ ...publish, snapshot, toolResult: 'done' });
    expect(os.audit()).toMatchObject([{ id: snapshot?.id, action: 'confirm', sessionId: 's1' }]);
  });

  it('gets no snapshot for a call that the user declined', () => {
    const os = new AgentOS(temporaryWorkspace());
    expect(asked(os).answer({ verdict: 'declined', by: 'ada' }).snapshot).toBeNull();
    expect(os.audit()).toMatchObject([{ toolName: 'exec' }]);
  });

  it('asks nothing about what may run or must not', () => {
    const os = new AgentOS(temporaryWorkspace());
    expect(os.askPipeline({ toolName: 'exec', parameters: { command: 'ls' } })).not.toHaveProperty(
      'question',
    );
    const denied = os.askPipeline({ toolName: 'exec', parameters: { command: 'rm -rf /' } });
    expect(denied).toMatchObject({ snapshot: null, preExec: { riskScore: { action: 'deny' } } });
  });
});

describe('the two-step form of a host that can wait', () => {
  it('begins and completes many calls at once, none of them lost or mixed up', async () => {
    const os = new AgentOS(temporaryWorkspace());
    const commands = Array.from({ length: 50 }, (_, index) => `echo ${String(index)}`);
    const ids = await Promise.all(
      commands.map(async (command) => {
        const input = { toolName: 'exec', parameters: { command } };
        const { snapshot } = await os.executePipelineAsync(input);
        const done = await os.completeExecutionAsync({
          ...input,
          toolParameters: input.parameters,
          snapshot,
        });
        expect(done.auditEntry.id).toBe(snapshot?.id);
        return snapshot?.id;
      }),
    );
    expect(new Set(ids).size).toBe(50);
    expect(os.getAuditStats().totalOperations).toBe(50);
    expect(os.verifyAudit().status).toBe('ok');
    await os.close();
  });

  it('records a call that nobody announced, and refuses a snapshot of another one', async () => {
    const os = new AgentOS(temporaryWorkspace());
    await os.completeExecutionAsync({ toolName: 'nap' });
    expect(os.audit()).toMatchObject([{ toolName: 'nap' }]);
    const { snapshot } = await os.executePipelineAsync({ toolName: 'nap' });
    await expect(os.completeExecutionAsync({ toolName: 'exec', snapshot })).rejects.toThrow(/another call/);
  });
});

describe('judging a call that nobody makes yet', () => {
  it('gives the decision and leaves no trace', () => {
    const os = new AgentOS(temporaryWorkspace());
    const { masked, decision } = os.judge(
      'exec',
      { command: 'npm publish' },
      { sessionId: 's1', cwd: 'sub' },
    );
    expect(decision).toMatchObject({ action: 'confirm', risk: { score: 3.46 } });
    expect(masked).toMatchObject({ sessionId: 's1' });
    expect(masked.cwd.endsWith('/sub')).toBe(true);
    expect(os.audit()).toEqual([]);
  });
});
