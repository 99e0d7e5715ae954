import { chmodSync, mkdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import type { CheckResult, Effect, Params, Snapshot, VerifyRequest } from '@sentinel-agentos/core';
import type { VerifyBench } from '../verify-bench.js';

let bench: VerifyBench;
beforeEach(() => {
  bench = createVerifyBench();
});
afterEach(() => bench.dispose());

const verify = (request: VerifyRequest) => createVerifier({ workspaceRoot: bench.root }).verifySync(request);
const statusesOf = (request: VerifyRequest, name: string): readonly CheckResult['status'][] =>
  verify(request).checks.flatMap(({ check, status }) => (check === name ? [status] : []));

const snapshotOf = (effects: readonly Effect[]): Snapshot | null => bench.snapshot(effects);

describe('file-exists', () => {
  for (const tool of ['write_file', 'write', 'edit', 'str_replace_editor', 'mcp__fs__save', '保存']) {
    it(`[S2-45] fails a write of the tool ${tool} that left no file, and passes one that did`, () => {
      const request = bench.succeeded('ok', { tool }, { effects: bench.effects('fs.write', 'src/a.ts') });
      expect(verify(request)).toMatchObject({ status: 'FAIL' });
      expect(statusesOf(request, 'file-exists')).toEqual(['fail']);
      bench.write('src/a.ts', 'x');
      expect(statusesOf(request, 'file-exists')).toEqual(['pass']);
      expect(verify(request).status).toBe('PASS');
    });
  }

  it('[S2-45] believes claims of the caller as little as effects', () => {
    bench.write('sub/kept', 'x');
    const claims = [
      { path: 'made', change: 'write' },
      { path: 'kept', change: 'delete' },
      { path: '', change: 'write' },
    ] as const;
    const request = bench.succeeded('ok', { claims, cwd: bench.path('sub') });
    expect(statusesOf(request, 'file-exists')).toEqual(['fail', 'fail']);
    bench.write('sub/made', 'x');
    unlinkSync(bench.path('sub/kept'));
    expect(statusesOf(request, 'file-exists')).toEqual(['pass', 'pass']);
  });

  it('looks at a link itself when it should be gone, and behind it when it should be there', () => {
    symlinkSync('nowhere', bench.path('link'));
    expect(
      statusesOf(bench.succeeded('ok', {}, { effects: bench.effects('fs.delete', 'link') }), 'file-exists'),
    ).toEqual(['fail']);
    expect(
      statusesOf(bench.succeeded('ok', {}, { effects: bench.effects('fs.write', 'link') }), 'file-exists'),
    ).toEqual(['fail']);
  });

  it('does not guess when one call writes and deletes the same path, and looks at no sink and no unknown target', () => {
    const effects = [...bench.effects('fs.delete', 'a'), ...bench.effects('fs.write', 'a')];
    expect(statusesOf(bench.succeeded('ok', {}, { effects }), 'file-exists')).toEqual(['not-checked']);
    const odd = ['/dev/null', '', 'relative', '/nul\0'].flatMap((target) =>
      bench.effects('fs.write', 'a').map((effect) => ({ ...effect, target })),
    );
    expect(statusesOf(bench.succeeded('ok', {}, { effects: odd }), 'file-exists')).toEqual([]);
    const long = bench.effects('fs.write', 'n'.repeat(300));
    expect(statusesOf(bench.succeeded('ok', {}, { effects: long }), 'file-exists')).toEqual(['fail']);
  });
});

describe('file-changed', () => {
  it('[S2-46] warns about a written file that is the same as in the snapshot', () => {
    bench.write('a', 'same');
    const effects = bench.effects('fs.write', 'a', 'new');
    const snapshot = snapshotOf(effects);
    bench.write('new', 'x');
    const request = bench.succeeded('ok', {}, { effects, snapshot });
    expect(statusesOf(request, 'file-changed')).toEqual(['warn', 'pass']);
    expect(verify(request).status).toBe('WARN');
    bench.write('a', 'other');
    expect(verify(request).status).toBe('PASS');
  });

  it('passes a write of the very bytes that were there already', () => {
    bench.write('a', 'same');
    bench.write('b', Uint8Array.of(0, 255));
    const effects = bench.effects('fs.write', 'a', 'b');
    const params = { path: 'a', content: 'same', data: Uint8Array.of(0, 255) };
    const request = bench.succeeded('ok', { params }, { effects, snapshot: snapshotOf(effects) });
    expect(statusesOf(request, 'file-changed')).toEqual(['pass', 'pass']);
  });

  it('[S2-46] an edit that was not applied warns, also where the whole file was to be replaced', () => {
    bench.write('a', 'same');
    const effects = bench.effects('fs.write', 'a');
    const snapshot = snapshotOf(effects);
    for (const params of [
      { path: 'a', old_string: 'same', new_string: 'other' },
      { path: 'a', search: 'same', replace: 'other' },
      { path: 'a', oldText: 'same', newText: 'other' },
    ]) {
      const request = bench.succeeded('ok', { tool: 'edit_file', params }, { effects, snapshot });
      expect(statusesOf(request, 'file-changed')).toEqual(['warn']);
    }
  });

  const contents: readonly (readonly [string, string | null, Params, CheckResult['status']])[] = [
    ['write_file', 'new', { content: 'new' }, 'pass'],
    ['write_file', 'new\r\n', { content: 'new\n' }, 'pass'],
    ['write_file', '', { content: 'new' }, 'fail'],
    ['write_file', '', { content: '' }, 'pass'],
    ['write_file', 'other', { content: 'new' }, 'warn'],
    ['write_file', 'old', { content: 'new' }, 'warn'],
    ['write_file', null, { content: 'new' }, 'fail'],
    ['Write', 'other', { content: 'new' }, 'warn'],
    ['fs_write', '', { text: 'new' }, 'fail'],
    ['createFile', '', { fileText: 'new' }, 'fail'],
    ['str_replace_based_edit_tool', '', { command: 'create', file_text: 'new' }, 'fail'],
    ['写入文件', '', { content: 'new' }, 'fail'],
    ['append_file', 'oldnew', { content: 'new' }, 'pass'],
    ['write_file', 'oldnew', { content: 'new', append: true }, 'pass'],
    ['write_file', 'oldnew', { content: 'new', mode: 'a' }, 'pass'],
    ['write_file', 'other', { content: 'bmV3', encoding: 'base64' }, 'pass'],
    ['write_file', 'other', { content: 'new', offset: 3 }, 'pass'],
    ['save_note', '# new', { text: 'new' }, 'pass'],
    ['edit_file', 'other', { new_string: 'new' }, 'pass'],
  ];
  for (const [tool, left, params, status] of contents) {
    it(`[S2-46] ${tool} ${JSON.stringify(params)} that left ${JSON.stringify(left)} is a ${status}`, () => {
      bench.write('a', 'old');
      const effects = bench.effects('fs.write', 'a');
      const snapshot = snapshotOf(effects);
      unlinkSync(bench.path('a'));
      if (left === null) mkdirSync(bench.path('a'));
      else bench.write('a', left);
      chmodSync(bench.path('a'), 0o755);
      const call = { tool, params: { path: 'a', ...params } };
      const request = bench.succeeded('ok', call, { effects, snapshot });
      expect(statusesOf(request, 'file-changed')).toEqual([status]);
    });
  }

  it('[S2-46] new permissions are no new content', () => {
    bench.write('a', 'same');
    const effects = bench.effects('fs.write', 'a');
    const snapshot = snapshotOf(effects);
    chmodSync(bench.path('a'), 0o600);
    expect(statusesOf(bench.succeeded('ok', {}, { effects, snapshot }), 'file-changed')).toEqual(['warn']);
  });

  it('sees a change of permissions, and changes anywhere in a folder', () => {
    bench.write('d/deep/file', 'x');
    bench.write('e/file', 'x');
    bench.write('f/file', 'x');
    bench.write('m', 'x');
    const effects = [...bench.effects('fs.write', 'd', 'e', 'f'), ...bench.effects('fs.chmod', 'm')];
    const request = bench.succeeded('ok', {}, { effects, snapshot: snapshotOf(effects) });
    expect(statusesOf(request, 'file-changed')).toEqual(['warn', 'warn', 'warn', 'warn']);
    bench.write('d/deep/file', 'y');
    bench.write('e/new', '');
    chmodSync(bench.path('m'), 0o600);
    expect(statusesOf(request, 'file-changed')).toEqual(['pass', 'pass', 'warn', 'pass']);
  });

  it('says so when there is nothing to compare with', () => {
    const effects = bench.effects('fs.write', 'a');
    bench.write('a', 'x');
    expect(statusesOf(bench.succeeded('ok', {}, { effects }), 'file-changed')).toEqual(['not-checked']);
    const device = [{ ...effects[0]!, target: '/dev/random' }];
    const request = bench.succeeded('ok', {}, { effects: device, snapshot: snapshotOf(device) });
    expect(statusesOf(request, 'file-changed')).toEqual(['not-checked']);
    const message = verify(request).checks.find(({ check }) => check === 'file-changed')?.message.en;
    expect(message).toContain('it is a device');
  });
});

describe('result-not-empty', () => {
  it('[S2-47] warns about a result that is empty where something was returned', () => {
    for (const empty of ['', '  \n', new Uint8Array(0)]) {
      expect(statusesOf(bench.succeeded(empty), 'result-not-empty')).toEqual(['warn']);
      expect(verify(bench.succeeded(empty)).status).toBe('WARN');
    }
    for (const full of ['all passed', 0, false, [], {}, Uint8Array.of(0)]) {
      expect(verify(bench.succeeded(full)).status).toBe('PASS');
    }
  });

  it('[S2-47] a tool that returns nothing passes only by another check', () => {
    for (const nothing of [undefined, null]) {
      expect(verify(bench.succeeded(nothing)).status).toBe('WARN');
      bench.write('a', 'x');
      const effects = bench.effects('fs.write', 'a');
      expect(verify(bench.succeeded(nothing, {}, { effects })).status).toBe('PASS');
    }
  });
});
