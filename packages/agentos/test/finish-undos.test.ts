import { createHmac } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';

interface Written {
  readonly options: ReturnType<typeof temporaryWorkspace>;
  readonly path: string;
  readonly auditId: string;
  readonly snapshots: string;
}

/** A file that an agent rewrote in a session that is over. */
async function written(): Promise<Written> {
  const options = temporaryWorkspace();
  const path = join(options.workspaceRoot, 'a.ts');
  writeFileSync(path, 'before');
  const os = new AgentOS(options);
  const { auditId } = await os.execute('write_file', { path, content: 'x' }, () => {
    writeFileSync(path, 'x');
    return 'written';
  });
  await os.close();
  return { options, path, auditId, snapshots: join(options.workspaceRoot, '.agentos', 'snapshots') };
}

/** Leaves what an undo leaves whose process ended right after it announced itself. */
function cutOff({ options, auditId, snapshots }: Written): void {
  const record = JSON.stringify({ version: 1, id: auditId, startedAt: 1, undoId: null, status: null });
  const key = readFileSync(join(options.userStateDir, 'snapshots.key'));
  const mac = createHmac('sha256', key).update(`${auditId}\0rollback.json\0${record}`).digest('hex');
  writeFileSync(join(snapshots, auditId, 'rollback.json'), `{"mac":"${mac}","value":${record}}`);
  writeFileSync(join(snapshots, `.undoing-${auditId}`), '');
}

describe('an undo that was cut off with its process', () => {
  it('is finished when the workspace is opened again, and both ends are recorded', async () => {
    const before = await written();
    const { options, path, auditId, snapshots } = before;
    cutOff(before);

    const later = new AgentOS(options);
    expect(readFileSync(path, 'utf8')).toBe('before');
    expect(existsSync(join(snapshots, `.undoing-${auditId}`))).toBe(false);
    expect(later.snapshots().find(({ id }) => id === auditId)?.status).toBe('undone');
    const events = [...later.guard.audit.records()].filter(({ kind }) => kind === 'event');
    expect(events).toMatchObject([
      { name: 'undo', data: { callId: auditId } },
      { name: 'undone', data: { callId: auditId, status: 'complete' } },
    ]);
    await later.close();
  });

  it('is not made up by a mark that somebody planted', async () => {
    const { options, path, auditId, snapshots } = await written();
    writeFileSync(join(snapshots, `.undoing-${auditId}`), '');
    const record = { version: 1, id: auditId, startedAt: 1, undoId: null, status: null };
    writeFileSync(join(snapshots, auditId, 'rollback.json'), JSON.stringify(record));
    await new AgentOS(options).close();
    expect(readFileSync(path, 'utf8')).toBe('x');
  });

  it('is not made up by a snapshot that came with a repository', async () => {
    const other = await written();
    cutOff(other);
    const here = { ...temporaryWorkspace(), workspaceRoot: other.options.workspaceRoot };
    await new AgentOS(here).close();
    expect(readFileSync(other.path, 'utf8')).toBe('x');
    const os = new AgentOS(here);
    expect(os.snapshots()).toMatchObject([{ id: other.auditId, status: 'damaged' }]);
    await os.close();
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
