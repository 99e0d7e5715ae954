import {
  memoryRecorderConformance,
  sampleBlocked,
  sampleCall,
  sampleCompleted,
  sampleDecision,
  sampleEffect,
} from '@sentinel-agentos/core/testing';
import type { CompletedCall } from '@sentinel-agentos/core';
import { describe, expect, it } from 'vitest';
import { createMemory, type Memory } from '../../src/memory.js';
import type { MemoryEvent } from '../../src/episodic/memory-event.js';
import { temporaryFolder } from '../temporary-folder.js';

const open = (): Memory => createMemory({ dir: temporaryFolder() });

function recorded(changes: Partial<CompletedCall>): MemoryEvent | undefined {
  const memory = open();
  memory.recorder.record(sampleCompleted(changes));
  return memory.episodic.recent()[0];
}

const exec = (command: string): Partial<CompletedCall> => ({
  call: sampleCall({ tool: 'exec', params: { command } }),
});

describe('the conformance suite of memory recorders', () => {
  for (const one of memoryRecorderConformance(() => open().recorder)) it(one.name, one.run);
});

describe('the recorder', () => {
  it('[S2-92] remembers a call by itself: tool, target, outcome, files and where it came from', () => {
    expect(recorded({})).toMatchObject({
      type: 'tool_call',
      text: 'write_file notes.txt → succeeded; verify PASS',
      tags: ['write_file', 'ok'],
      files: ['notes.txt'],
      sessionId: 'session',
      actor: 'agent',
      trust: 'agent',
      sourceIds: ['op_sample'],
    });
    expect(recorded(exec('npm test'))?.text).toBe('exec npm test → succeeded; verify PASS');
  });

  it('tells failures by the kind of error, without its words', () => {
    const error = Object.assign(new Error('secret words of the tool'), { code: 'ENOENT', exitCode: 2 });
    const event = recorded({ ...exec('npm run build'), run: { status: 'failed', error } });
    expect(event?.type).toBe('tool_failure');
    expect(event?.text).toBe('exec npm run build → failed (Error, ENOENT, exit 2); verify PASS');
    for (const [thrown, said] of [
      ['words', 'failed'],
      [null, 'failed'],
      [{ name: 'x y', code: 'not a code', status: 404 }, 'failed (exit 404)'],
      [{ code: 7 }, 'failed (exit 7)'],
    ] as const) {
      const text = recorded({ ...exec('x'), run: { status: 'failed', error: thrown } })?.text;
      expect(text).toBe(`exec x → ${said}; verify PASS`);
    }
  });

  it('tells every other ending', () => {
    expect(recorded({ ...exec('x'), run: { status: 'timed-out', afterMs: 1_000 } })?.text).toContain(
      'timed out after 1000 ms',
    );
    expect(recorded({ ...exec('x'), run: { status: 'aborted', reason: 'r' } })).toMatchObject({
      type: 'tool_failure',
    });
    expect(recorded({ ...exec('x'), run: { status: 'planned', plan: {} } })).toMatchObject({
      type: 'tool_call',
      text: 'exec x → planned only (dry run)',
    });
    const failed = recorded({
      verdict: {
        status: 'FAIL',
        checks: [{ check: 'file-exists', status: 'fail', message: { en: '', zh: '' } }],
      },
      rollback: { status: 'complete', paths: [] },
    });
    expect(failed).toMatchObject({ type: 'tool_failure', tags: ['write_file', 'failed'] });
    expect(failed?.text).toBe(
      'write_file notes.txt → succeeded; verify FAIL; failed checks: file-exists; rollback complete',
    );
  });

  it('calls a publication one and names where it went', () => {
    const effects = [
      sampleEffect({ verb: 'pkg.publish', target: 'registry.example/app' }),
      sampleEffect({ verb: 'net.send', target: 'registry.example' }),
    ];
    expect(recorded({ ...exec('npm publish'), decision: sampleDecision('auto', { effects }) })).toMatchObject(
      {
        type: 'publish',
        entities: ['registry.example/app', 'registry.example'],
        files: [],
      },
    );
  });

  it('remembers what was blocked and why', () => {
    const memory = open();
    const finding = {
      gate: 'rules',
      rule: 'rules.dangerous',
      floor: 'deny',
      message: { en: '', zh: '' },
    } as const;
    memory.recorder.recordBlocked(
      sampleBlocked({
        decision: sampleDecision('deny', { findings: [finding, finding] }),
        reason: 'Deletes the system',
      }),
    );
    memory.recorder.recordBlocked(
      sampleBlocked({ approval: { status: 'declined', by: 'ann', reason: 'no' } }),
    );
    memory.recorder.recordBlocked(sampleBlocked({ approval: { status: 'unattended', reason: 'nobody' } }));
    const [unattended, declined, denied] = memory.episodic.recent();
    expect(denied).toMatchObject({ type: 'tool_failure', tags: ['exec', 'blocked'] });
    expect(denied?.text).toBe(
      'exec rm -rf / → blocked (deny, risk 0.19; rules.dangerous): Deletes the system',
    );
    expect(declined?.text).toContain('; declined by ann): sample deny');
    expect(unattended?.text).toContain('; nobody to ask)');
  });

  it('never keeps a result, a content or a secret', () => {
    const secret = ['sk', 'live', 'abcdefghijklmnop'].join('_');
    const memory = open();
    memory.recorder.record(
      sampleCompleted({
        call: sampleCall({
          tool: 'http',
          params: { url: `https://u:${secret}@host/x`, body: 'the body', token: secret },
        }),
        run: { status: 'succeeded', result: 'the result' },
      }),
    );
    memory.recorder.record(
      sampleCompleted({
        call: sampleCall({ params: { path: 'hidden.txt', content: 'the content' } }),
        decision: sampleDecision('auto', { secretParams: ['path'], effects: [] }),
      }),
    );
    memory.recorder.recordBlocked(sampleBlocked({ reason: `found ${secret}` }));
    const kept = JSON.stringify(memory.episodic.recent());
    for (const word of [secret, 'the result', 'the body', 'the content', 'hidden.txt'])
      expect(kept).not.toContain(word);
    expect(memory.episodic.recent()[1]?.text).toBe('write_file → succeeded; verify PASS');
  });

  it('names targets where no parameter tells, near ones relative to the folder', () => {
    const effects = ['/workspace/src/a.ts', '/etc/hosts', '/workspace', 'relative.txt', ''].map((target) =>
      sampleEffect({ verb: 'fs.read', target }),
    );
    const event = recorded({
      call: sampleCall({ tool: 'scan', params: { depth: 2 } }),
      decision: sampleDecision('auto', { effects }),
    });
    expect(event?.text).toBe('scan src/a.ts /etc/hosts /workspace relative.txt → succeeded; verify PASS');
    expect(event?.files).toEqual(['src/a.ts', '/etc/hosts', '/workspace', 'relative.txt']);
  });

  it('remembers a call of any name and size', () => {
    const huge = 'x'.repeat(1_000_000);
    const odd = sampleCall({
      id: huge,
      tool: `${huge}\n\ud800`,
      sessionId: ' ',
      agentId: '',
      params: { command: huge },
    });
    const effects = Array.from({ length: 500 }, (_, index) =>
      sampleEffect({ target: `/workspace/${index}/${huge.slice(0, 5_000)}` }),
    );
    const event = recorded({ call: odd, decision: sampleDecision('auto', { effects }) });
    expect(event?.text.length).toBeLessThan(600);
    expect(event?.sessionId).toBe('current');
    expect(event?.files).toHaveLength(32);
    expect(
      recorded({
        call: sampleCall({ tool: '', params: {} }),
        decision: sampleDecision('auto', { effects: [] }),
      })?.text,
    ).toContain('succeeded');
  });
});
