import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

describe('an undo that was cut off with its process', () => {
  it('is finished when the workspace is opened again, and both ends are recorded', async () => {
    const options = temporaryWorkspace();
    const path = join(options.workspaceRoot, 'a.ts');
    writeFileSync(path, 'before');
    const os = new AgentOS(options);
    const { auditId } = await os.execute('write_file', { path, content: 'x' }, () => {
      writeFileSync(path, 'x');
      return 'written';
    });
    await os.close();
    const snapshots = join(options.workspaceRoot, '.agentos', 'snapshots');
    const mark = join(snapshots, `.undoing-${auditId}`);
    writeFileSync(mark, '');

    const later = new AgentOS(options);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(existsSync(mark)).toBe(false);
    expect(later.snapshots().find(({ id }) => id === auditId)?.status).toBe('undone');
    const events = [...later.guard.audit.records()].filter(({ kind }) => kind === 'event');
    expect(events).toMatchObject([
      { name: 'undo', data: { callId: auditId } },
      { name: 'undone', data: { callId: auditId, status: 'complete' } },
    ]);
    await later.close();
  });

  it('does not keep the workspace from opening when its snapshot is damaged', async () => {
    const options = temporaryWorkspace();
    await new AgentOS(options).close();
    const snapshots = join(options.workspaceRoot, '.agentos', 'snapshots');
    mkdirSync(snapshots, { recursive: true });
    writeFileSync(join(snapshots, '.undoing-op_gone'), '');
    await new AgentOS(options).close();
    expect(existsSync(join(snapshots, '.undoing-op_gone'))).toBe(true);
  });
});
