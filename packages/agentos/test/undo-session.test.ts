import { mkdirSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { AgentOS, SentinelError, wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { AgentOSOptions } from '../src/index.js';

let options: Required<Pick<AgentOSOptions, 'workspaceRoot' | 'userStateDir'>>;
let os: AgentOS;

beforeEach(() => {
  options = temporaryWorkspace();
  // A clock that stands still: everything happens within one millisecond.
  os = new AgentOS({ ...options, clock: { now: () => 1_700_000_000_000, monotonic: () => 0 } });
});

const at = (name: string): string => join(options.workspaceRoot, name);
const read = (name: string): string => readFileSync(at(name), 'utf8');

async function write(name: string, content: string, sessionId = 's1'): Promise<string> {
  const receipt = await os.execute(
    'write_file',
    { path: name, content },
    () => {
      mkdirSync(dirname(at(name)), { recursive: true });
      writeFileSync(at(name), content);
      return 'file written';
    },
    { sessionId },
  );
  expect(receipt.status).toBe('succeeded');
  return receipt.auditId;
}

/** Every path outside of the state, with its bytes; folders end with a slash. */
function tree(root: string): readonly (readonly [string, string])[] {
  return readdirSync(root, { withFileTypes: true, recursive: true })
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const name = relative(root, path);
      return entry.isDirectory()
        ? ([`${name}/`, ''] as const)
        : ([name, readFileSync(path, 'utf8')] as const);
    })
    .filter(([name]) => !name.startsWith('.agentos'))
    .sort(([one], [other]) => (one < other ? -1 : 1));
}

const events = (): readonly { readonly name: string; readonly sessionId: string; readonly data: unknown }[] =>
  [...os.guard.audit.records()].flatMap((record) => (record.kind === 'event' ? [record] : []));

function codeOf(run: () => unknown): string {
  try {
    run();
    return 'nothing thrown';
  } catch (error) {
    return SentinelError.is(error) ? `${error.code} ${error.message}` : String(error);
  }
}

describe('undoing a session', () => {
  it('[S2-55] undoes its calls newest first, leaves other sessions alone, and says how to take it back', async () => {
    writeFileSync(at('a.txt'), 'v0');
    const first = await write('a.txt', 'v1');
    const second = await write('a.txt', 'v2');
    const third = await write('b.txt', 'new');
    const other = await write('c.txt', 'of another session', 's2');

    const report = os.undoSession('s1');
    expect(report).toMatchObject({ sessionId: 's1', status: 'complete' });
    expect(report.calls.map(({ callId, status }) => [callId, status])).toEqual([
      [third, 'complete'],
      [second, 'complete'],
      [first, 'complete'],
    ]);
    expect(read('a.txt')).toBe('v0');
    expect(readdirSync(options.workspaceRoot).sort()).toEqual(['.agentos', 'a.txt', 'c.txt']);

    expect(report.takeBack).toEqual([`${first}.undo`, `${second}.undo`, `${third}.undo`]);
    for (const id of report.takeBack) expect(os.undo(id).status).toBe('complete');
    expect([read('a.txt'), read('b.txt')]).toEqual(['v2', 'new']);
    expect(os.snapshots({ sessionId: 's2' }).map(({ id }) => id)).toEqual([other]);
  });

  it('gives back what was there before any calls, and takeBack what was there after them', async () => {
    const name = fc.constantFrom('a', 'b', 'folder/c', 'folder/d/e');
    const step = fc.record({ name, content: fc.string({ maxLength: 3 }), isOther: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), async (steps) => {
        options = temporaryWorkspace();
        os = new AgentOS({ ...options, clock: { now: () => 1_700_000_000_000, monotonic: () => 0 } });
        writeFileSync(at('a'), 'kept');
        for (const { name: file, content, isOther } of steps) {
          // Another session works on files of its own.
          await write(isOther ? `other-${basename(file)}` : file, content, isOther ? 's2' : 's1');
        }
        const after = tree(options.workspaceRoot);
        const isMine = ([path]: readonly [string, string]): boolean => !basename(path).startsWith('other-');
        if (steps.every(({ isOther }) => isOther)) return;
        const { status, takeBack } = os.undoSession('s1');
        expect(status).toBe('complete');
        expect(tree(options.workspaceRoot).filter(isMine)).toEqual([['a', 'kept']]);
        for (const id of takeBack) os.undo(id);
        expect(tree(options.workspaceRoot)).toEqual(after);
      }),
      { numRuns: 15 },
    );
  });

  it('records the intent and the outcome of each, in the session of the call', async () => {
    const id = await write('a.txt', 'new', 's \ud800');
    expect(os.undoSession('s \ud800').status).toBe('complete');
    expect(events()).toMatchObject([
      { name: 'undo', sessionId: 's \ufffd', data: { callId: id } },
      {
        name: 'undone',
        sessionId: 's \ufffd',
        data: {
          callId: id,
          status: 'complete',
          undoId: `${id}.undo`,
          paths: [{ path: at('a.txt'), outcome: 'removed' }],
        },
      },
    ]);
    expect(os.verifyAudit().status).toBe('ok');
  });

  it('skips what is undone already, and undoes again what was put back since', async () => {
    const id = await write('a.txt', 'new');
    const { undoId } = os.undo(id);
    expect(os.undoSession('s1')).toMatchObject({ status: 'complete', calls: [{ status: 'already-undone' }] });
    os.undo(undoId ?? '');
    expect(read('a.txt')).toBe('new');
    const again = os.undoSession('s1');
    expect(again).toMatchObject({ status: 'complete', calls: [{ callId: id, status: 'complete' }] });
    expect(again.takeBack).toEqual([`${id}.undo-3`]);
    expect(os.undoSession('s1').takeBack).toEqual([]);
  });

  it('keeps what somebody else wrote, saves its own beside, and goes on', async () => {
    writeFileSync(at('a.txt'), 'v0');
    writeFileSync(at('b.txt'), 'v0');
    const first = await write('a.txt', 'v1');
    const second = await write('b.txt', 'v1');
    writeFileSync(at('b.txt'), "the user's");
    const report = os.undoSession('s1');
    expect(report).toMatchObject({
      status: 'partial',
      calls: [
        { callId: second, status: 'partial', undoId: null },
        { callId: first, status: 'complete' },
      ],
    });
    expect([read('a.txt'), read('b.txt')]).toEqual(['v0', "the user's"]);
    expect(read(`b.txt.sentinel-${second}`)).toBe('v0');
  });

  it('reports and skips a damaged snapshot, which the journal knows to be of the session', async () => {
    const first = await write('a.txt', 'new');
    const second = await write('b.txt', 'new');
    const elsewhere = await write('c.txt', 'new', 's2');
    for (const id of [second, elsewhere]) {
      writeFileSync(join(options.workspaceRoot, '.agentos', 'snapshots', id, 'manifest.json'), '{');
    }
    expect(os.undoSession('s1')).toMatchObject({
      status: 'partial',
      calls: [
        {
          callId: second,
          tool: null,
          status: 'damaged',
          reason: expect.stringContaining('damaged') as unknown,
        },
        { callId: first, status: 'complete' },
      ],
    });
    expect(read('b.txt')).toBe('new');
    expect(os.undoSession('s2')).toMatchObject({ status: 'failed', takeBack: [] });
  });

  it('undoes nothing that cannot be recorded first', async () => {
    await write('a.txt', 'new');
    await os.close();
    const [segment = ''] = readdirSync(join(options.workspaceRoot, '.agentos', 'audit')).filter((name) =>
      name.endsWith('.jsonl'),
    );
    truncateSync(join(options.workspaceRoot, '.agentos', 'audit', segment), 40);
    const later = new AgentOS(options);
    const [{ id } = { id: '' }] = later.snapshots();
    expect(codeOf(() => later.undo(id))).toMatch(/^TAMPERED/);
    expect(later.undoSession('s1')).toMatchObject({ status: 'failed', calls: [{ status: 'failed' }] });
    expect(read('a.txt')).toBe('new');
  });

  it('names a session or a call that nobody knows, and records no attempt', async () => {
    expect(codeOf(() => os.undoSession('nobody'))).toBe('NOT_FOUND there is no session "nobody"');
    expect(codeOf(() => os.undoSession())).toBe('NOT_FOUND there is no session "default"');
    expect(codeOf(() => os.undo('op_nobody'))).toBe('NOT_FOUND there is no snapshot "op_nobody"');
    expect(codeOf(() => os.undo('../../etc'))).toMatch(/^INVALID_ARGUMENT/);
    expect(events()).toEqual([]);
    await os.execute('ask', { question: 'why' }, () => 'because', { sessionId: 'read-only' });
    expect(os.undoSession('read-only')).toMatchObject({ status: 'complete', calls: [] });
  });
});

describe('undoing a call', () => {
  it('records paths that no encoding can say, as well as can be', async () => {
    const name = 'half \ud83d.txt';
    const id = await write(name, 'new');
    expect(os.undo(id)).toMatchObject({ status: 'failed', paths: [{ path: at(name), outcome: 'failed' }] });
    expect(events()[1]?.data).toMatchObject({ paths: [{ path: at('half \ufffd.txt') }] });
    expect(os.verifyAudit().status).toBe('ok');
  });
});

describe('what a call changed', () => {
  it('is said path by path, with whose doing it is', async () => {
    const sentinel = wrapAgent({ ...options, sessionId: 's1' });
    const id = await write('a.txt', 'new');
    expect(sentinel.diff(id)).toMatchObject([{ path: at('a.txt'), change: 'created', by: 'call' }]);
    writeFileSync(at('a.txt'), "the user's");
    expect(sentinel.diff(id)).toMatchObject([{ change: 'created', by: 'somebody-else' }]);
    expect(codeOf(() => sentinel.diff('op_nobody'))).toMatch(/^NOT_FOUND/);
    expect(sentinel.undoSession().status).toBe('partial');
  });

  it('is kept in snapshots that are listed newest first, by session, up to a limit', async () => {
    let now = 0;
    os = new AgentOS({ ...options, clock: { now: () => (now += 1), monotonic: () => 0 } });
    const ids = [await write('a.txt', '1'), await write('b.txt', '1', 's2'), await write('c.txt', '1')];
    const list = (filter?: Parameters<AgentOS['snapshots']>[0]): readonly string[] =>
      os.snapshots(filter).map(({ id }) => id);
    expect(list()).toEqual([...ids].reverse());
    expect(list({ sessionId: 's1' })).toEqual([ids[2], ids[0]]);
    expect(list({ sessionId: 's1', limit: 1 })).toEqual([ids[2]]);
    expect(list({ limit: 0 })).toEqual([]);
    expect(list({ sessionId: 'nobody' })).toEqual([]);
    for (const limit of [-1, 1.5, Number.NaN]) {
      expect(codeOf(() => os.snapshots({ limit }))).toBe(
        `INVALID_ARGUMENT The snapshot filter's limit must not be ${limit}.`,
      );
    }
  });
});
