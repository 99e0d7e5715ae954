import { createHmac } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
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

/** Every file below a folder, with its size and when it was last written. */
function treeOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const stat = lstatSync(join(folder, name));
      return stat.isDirectory() ? name : `${name} ${stat.size} ${stat.mtimeMs}`;
    });
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

  it('stays as it is for who only looks, and so does everything else', async () => {
    const before = await written();
    cutOff(before);
    const { options, auditId } = before;
    const folder = dirname(options.workspaceRoot);
    writeFileSync(join(options.workspaceRoot, 'MEMORY.md'), '# Facts\n- The cat is called Zorro.\n');
    const tree = treeOf(folder);
    const os = new AgentOS({ ...options, looking: true });
    expect(os.snapshots().find(({ id }) => id === auditId)?.status).not.toBe('undone');
    for (const text of [os.statusReport(), os.fullReport(), os.compactReport(), os.metrics()])
      expect(text).not.toBe('');
    expect([os.report().calls, os.audit().length, os.fullStatus().audit.totalOperations]).toEqual([1, 1, 1]);
    expect([os.verifyAudit().status, os.trust().halted, os.haltedSessions()]).toEqual(['ok', null, []]);
    await os.close();
    expect(treeOf(folder)).toEqual(tree);
  });

  it('that nobody began, in a workspace without state, makes none', async () => {
    const options = temporaryWorkspace();
    const os = new AgentOS({ ...options, looking: true });
    expect([os.statusReport(), os.report().calls, os.audit()]).toEqual([expect.any(String), 0, []]);
    await os.close();
    expect(treeOf(dirname(options.workspaceRoot))).toEqual(['workspace']);
    expect(() => new AgentOS({ workspaceRoot: '/nowhere', looking: true })).toThrow(
      expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
    );
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
