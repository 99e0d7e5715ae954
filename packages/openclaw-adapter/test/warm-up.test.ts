import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { warmUp, type PracticeCore } from '../src/warm-up.js';
import { openCore, temporaryFolders } from './scripted-host.js';

/** A core that notes what it is asked, and where. */
function practice(answers: { readonly onCall?: () => void } = {}): {
  readonly open: (folder: string) => PracticeCore;
  readonly seen: string[];
  readonly folders: string[];
} {
  const seen: string[] = [];
  const folders: string[] = [];
  const open = (folder: string): PracticeCore => {
    folders.push(folder);
    const core: PracticeCore['core'] = {
      gate: {
        policy: ({ toolName }) => {
          seen.push(toolName);
          answers.onCall?.();
          return undefined;
        },
        hook: () => undefined,
      },
      results: { forModel: () => undefined },
      stop: async () => void seen.push('stopped'),
    };
    return { core, workspace: join(folder, 'workspace') };
  };
  return { open, seen, folders };
}

describe('warming up', () => {
  it('plays ordinary calls in a folder that is gone afterwards', async () => {
    const { open, seen, folders } = practice();
    await warmUp(open, new AbortController().signal);
    expect(new Set(seen)).toEqual(new Set(['write', 'read', 'exec', 'edit', 'stopped']));
    expect(seen.length).toBeGreaterThan(100);
    expect(seen.at(-1)).toBe('stopped');
    expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
  });

  it('ends with the call at which the host stops, and its core is stopped', async () => {
    const host = new AbortController();
    const { open, seen, folders } = practice({ onCall: () => host.abort() });
    await warmUp(open, host.signal);
    expect(seen).toEqual(['write', 'stopped']);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
  });

  it('has not begun when the host gets its turn back', async () => {
    const { open, seen } = practice();
    const warm = warmUp(open, new AbortController().signal);
    expect(seen).toEqual([]);
    await warm;
  });

  it('lets the host go on between two calls', async () => {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    const wait = new Int32Array(new SharedArrayBuffer(4));
    const { open } = practice({ onCall: () => void Atomics.wait(wait, 0, 0, 2) });
    await warmUp(open, new AbortController().signal);
    clearInterval(timer);
    expect(turns).toBeGreaterThan(10);
  });

  it('never fails: who could not practise is only slower', async () => {
    const { open, folders } = practice({
      onCall: () => {
        throw new Error('no');
      },
    });
    await warmUp(open, new AbortController().signal);
    expect(folders.map((folder) => existsSync(folder))).toEqual([false]);
    await warmUp(() => {
      throw new Error('the disk is full');
    }, new AbortController().signal);
  });

  it('practises what is let through and holds: nothing is asked, blocked or refuted', async () => {
    const answers = new Set<unknown>();
    const open = (folder: string): PracticeCore => {
      const workspace = join(folder, 'workspace');
      const core = openCore({}, { stateDir: folder, workspace });
      const { gate, results } = core;
      const heard = <T>(answer: T): T => {
        answers.add(answer);
        return answer;
      };
      return {
        core: {
          gate: { ...gate, policy: (event, context) => heard(gate.policy(event, context)) },
          results: { ...results, forModel: (event, context) => heard(results.forModel(event, context)) },
          stop: async () => core.stop(),
        },
        workspace,
      };
    };
    await warmUp(open, new AbortController().signal);
    expect([...answers]).toEqual([undefined]);
  });

  it('leaves no trace in the agent that it warms up for, and judges as that one does', async () => {
    const folders = temporaryFolders();
    const core = openCore({}, folders);
    expect(core.start()).toBeNull();
    await core.stop();
    expect(core.status().agents.every(({ attention }) => attention.length === 0)).toBe(true);
    expect(core.status().cost.judge.count).toBe(0);
    expect(readdirSync(folders.workspace)).toEqual([]);
  });
});
