import { execFileSync } from 'node:child_process';
import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const CHILD = fileURLToPath(new URL('children/as-ordinary-user.ts', import.meta.url));
/** Nobody's number, nearly everywhere. */
const NOBODY = 65_534;

describe('for a user to whom files and folders can be closed', () => {
  it('an undo opens what it must, and names what it could not read', () => {
    const isRoot = process.getuid?.() === 0;
    // The folder of the other tests is closed to nobody.
    const place = mkdtempSync(isRoot ? '/tmp/sentinel-nobody-' : join(tmpdir(), 'sentinel-user-'));
    const source = ['--conditions=@sentinel-agentos/source', '--import', 'tsx'];
    let output: string;
    try {
      if (isRoot) chownSync(place, NOBODY, NOBODY);
      output = execFileSync(process.execPath, [...source, CHILD], {
        encoding: 'utf8',
        env: { ...process.env, TMPDIR: place },
        ...(isRoot ? { uid: NOBODY, gid: NOBODY } : {}),
      });
    } finally {
      rmSync(place, { recursive: true });
    }
    const found = output.trimEnd().split('\n');
    expect(Object.fromEntries(found.map((line) => JSON.parse(line) as [string, unknown]))).toEqual({
      'closed folder': {
        status: 'complete',
        outcomes: ['d restored', 'd/a unchanged'],
        bytes: ['before'],
      },
      'read-only folder': { status: 'complete', outcomes: ['d/a restored'], bytes: ['before'] },
      'unreadable target': {
        status: 'partial',
        outcomes: ['d unchanged', 'd/b restored', 'd/a failed'],
        bytes: ['after', 'before'],
      },
      'file closed by the call': {
        status: 'partial',
        outcomes: ['a failed', 'b restored'],
        bytes: ['before'],
      },
    });
  });
});
