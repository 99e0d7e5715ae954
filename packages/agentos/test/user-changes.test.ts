import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

const ids = (os: AgentOS): readonly string[] => os.audit().map(({ id }) => id);

async function write(os: AgentOS, root: string, name: string): Promise<void> {
  const path = join(root, name);
  const { status } = await os.execute('write_file', { path, content: 'agent' }, () => {
    writeFileSync(path, 'agent');
    return 'written';
  });
  expect(status).toBe('succeeded');
}

/** So long that a change is certainly not one of the call before. */
const passed = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150));

describe('what users do to the agent’s files', () => {
  it('counts as feedback at the end of a session, once', async () => {
    const options = temporaryWorkspace();
    const { workspaceRoot: root } = options;
    const os = new AgentOS(options);
    for (const name of ['deleted.ts', 'rewritten.ts', 'kept.ts']) await write(os, root, name);
    os.endSession();
    expect(os.evaluator.feedback.stats().totalSignals).toBe(0);

    await passed();
    rmSync(join(root, 'deleted.ts'));
    writeFileSync(join(root, 'rewritten.ts'), 'user');
    os.endSession();
    os.endSession();
    expect(os.evaluator.feedback.stats().bySignal).toEqual({
      user_deleted_code: 1,
      user_modified_output: 1,
    });
    const noted = [...os.guard.audit.records()].flatMap((record) =>
      record.kind === 'event' && record.name === 'user-change' ? [record.data] : [],
    );
    expect(noted).toMatchObject([
      { path: join(root, 'rewritten.ts'), change: 'rewritten' },
      { path: join(root, 'deleted.ts'), change: 'deleted' },
    ]);
    await os.close();

    const later = new AgentOS(options);
    later.endSession();
    expect(later.evaluator.feedback.stats().totalSignals).toBe(2);
    await later.close();
  });

  it('does not count while a call was running: a build or a formatter may have done it', async () => {
    const options = temporaryWorkspace();
    const { workspaceRoot: root } = options;
    const os = new AgentOS(options);
    await write(os, root, 'a.ts');
    await os.execute('exec', { command: 'npm run build' }, () => {
      writeFileSync(join(root, 'a.ts'), 'formatted');
      return 'built';
    });
    os.endSession();
    expect(os.evaluator.feedback.stats().totalSignals).toBe(0);
    await os.close();
  });

  it('does not count a file that is gone after the agent ran a program: it may have cleaned up', async () => {
    const options = temporaryWorkspace();
    const { workspaceRoot: root } = options;
    const os = new AgentOS(options);
    await write(os, root, 'a.ts');
    await os.execute('exec', { command: 'npm run clean' }, () => {
      rmSync(join(root, 'a.ts'));
      return 'cleaned';
    });
    await passed();
    writeFileSync(join(root, 'mine.txt'), 'user');
    os.endSession();
    expect(os.evaluator.feedback.stats().totalSignals).toBe(0);
    await os.close();
  });

  it('does not count when the user took the call back through the product', async () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    await write(os, options.workspaceRoot, 'a.ts');
    expect(os.undo(ids(os)[0] ?? '').status).toBe('complete');
    os.endSession();
    expect(os.evaluator.feedback.stats().totalSignals).toBe(0);
    await os.close();
  });
});
