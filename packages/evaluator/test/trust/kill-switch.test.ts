import { chmodSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createKillSwitch } from '../../src/trust/kill-switch.js';
import { freshFolder } from '../support/workbench.js';
import type { Halt } from '../../src/trust/trust-state.js';

const HALT: Halt = { by: 'ada', reason: 'it deletes too much', at: 1_700_000_000_000, automatic: false };

/** The file of one session in a folder that holds no other. */
function fileOf(dir: string): string {
  return join(dir, readdirSync(dir)[0] ?? 'none');
}

describe('the kill switch of a session', () => {
  it('is untouched where nobody set it, also where its folder does not exist', () => {
    const look = createKillSwitch(join(freshFolder(), 'missing')).look('main');
    expect(look.state).toEqual({ position: 'untouched', last: null, recorded: true });
  });

  it('is seen by everybody who works in the folder, and by nobody for another session', () => {
    const dir = freshFolder();
    createKillSwitch(dir).set('main', 'halted', HALT, false);
    const other = createKillSwitch(dir);
    expect(other.look('main').state).toEqual({ position: 'halted', last: HALT, recorded: false });
    expect(other.look('main2').state.position).toBe('untouched');
    expect(other.halted(10)).toEqual(['main']);
  });

  it('is read again when it was changed, and not when it was not', () => {
    const dir = freshFolder();
    const [mine, theirs] = [createKillSwitch(dir), createKillSwitch(dir)];
    theirs.set('main', 'halted', HALT, true);
    const first = mine.look('main');
    expect(mine.look('main', first)).toBe(first);
    theirs.set('main', 'resumed', { ...HALT, by: 'bob' }, true);
    expect(mine.look('main', first).state).toMatchObject({ position: 'resumed', last: { by: 'bob' } });
    expect(mine.halted(10)).toEqual([]);
  });

  it('keeps sessions of any name apart, and none of them reaches another folder', () => {
    const folder = freshFolder();
    const dir = join(folder, 'trust');
    const names = [
      '../../etc/passwd',
      'a\0b',
      'a',
      '__proto__',
      'constructor',
      '\ud800',
      '\ud801',
      '\ufffd',
      'x'.repeat(1 << 20),
      `${'x'.repeat(1 << 20)}y`,
      '.',
      '/',
      'CON',
    ];
    const killSwitch = createKillSwitch(dir);
    for (const [place, name] of names.entries()) {
      killSwitch.set(name, place % 2 === 0 ? 'halted' : 'resumed', { ...HALT, by: String(place) }, true);
    }
    for (const [place, name] of names.entries()) {
      expect(createKillSwitch(dir).look(name).state.last?.by).toBe(String(place));
    }
    expect(readdirSync(folder)).toEqual(['trust']);
    expect(readdirSync(dir)).toHaveLength(names.length);
    expect(readdirSync(dir).every((name) => /^[\da-f]{32}\.switch$/u.test(name))).toBe(true);
  });

  it.each([
    ['other bytes', (path: string) => writeFileSync(path, '{"position":"resumed"}')],
    ['no JSON', (path: string) => writeFileSync(path, '\0\0\0')],
    ['null', (path: string) => writeFileSync(path, 'null')],
    ['far too much', (path: string) => writeFileSync(path, ' '.repeat(1 << 20))],
    ['a folder', (path: string) => mkdirSync(path)],
    ['a link to nowhere', (path: string) => symlinkSync('/nowhere', path)],
    ['a link to a switch that says resumed', (path: string) => symlinkSync(`${path}.copy`, path)],
  ])('halts where %s stands in its place', (_, plant) => {
    const dir = freshFolder();
    const killSwitch = createKillSwitch(dir);
    killSwitch.set('main', 'resumed', HALT, true);
    const path = fileOf(dir);
    const elsewhere = freshFolder();
    createKillSwitch(elsewhere).set('main', 'resumed', HALT, true);
    const odd = join(freshFolder(), readdirSync(elsewhere)[0] ?? '');
    plant(odd);
    const look = createKillSwitch(join(odd, '..')).look('main');
    expect(look.state).toMatchObject({ position: 'halted', last: { automatic: true } });
    expect(look.state.last?.reason).toContain('cannot be read');
    expect(existsSync(path)).toBe(true);
  });

  it('puts a file in the place of a link that stands there, and leaves what the link names alone', () => {
    const dir = freshFolder();
    const killSwitch = createKillSwitch(dir);
    killSwitch.set('main', 'halted', HALT, true);
    const odd = freshFolder();
    const target = join(odd, 'target');
    writeFileSync(target, 'mine');
    symlinkSync(target, join(odd, readdirSync(dir)[0] ?? ''));
    createKillSwitch(odd).set('main', 'resumed', HALT, true);
    expect(createKillSwitch(odd).look('main').state.position).toBe('resumed');
    expect(existsSync(target)).toBe(true);
  });

  it('halts where the folder cannot be looked into, and says so where it cannot be set', () => {
    const dir = join(freshFolder(), 'file');
    writeFileSync(dir, '');
    const killSwitch = createKillSwitch(dir);
    expect(killSwitch.look('main').state.position).toBe('halted');
    expect(() => killSwitch.set('main', 'halted', HALT, false)).toThrow(
      expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
    );
    expect(killSwitch.halted(10)).toEqual([]);
  });

  it('is not set in a folder that is a link', () => {
    const folder = freshFolder();
    const link = join(folder, 'trust');
    symlinkSync(freshFolder(), link);
    expect(() => createKillSwitch(link).set('main', 'halted', HALT, false)).toThrow(
      expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
    );
  });

  it.skipIf(process.getuid?.() === 0)(
    'says so where the folder is read-only, and leaves no draft behind',
    () => {
      const dir = freshFolder();
      chmodSync(dir, 0o500);
      expect(() => createKillSwitch(dir).set('main', 'halted', HALT, false)).toThrow(
        expect.objectContaining({ code: 'STATE_UNAVAILABLE' }),
      );
      expect(readdirSync(dir)).toEqual([]);
    },
  );

  it('names no more halted sessions than asked for, and one whose file says no name by its file', () => {
    const dir = freshFolder();
    const killSwitch = createKillSwitch(dir);
    for (let each = 0; each < 12; each += 1) killSwitch.set(`s${each}`, 'halted', HALT, true);
    expect(killSwitch.halted(5)).toHaveLength(5);
    writeFileSync(join(dir, `${'0'.repeat(32)}.switch`), 'odd');
    expect(killSwitch.halted(100)).toContain(`${'0'.repeat(32)}.switch`);
  });

  it('keeps no more of a name or a reason than fits', () => {
    const dir = freshFolder();
    const killSwitch = createKillSwitch(dir);
    killSwitch.set(
      's'.repeat(1 << 20),
      'halted',
      { ...HALT, by: 'b'.repeat(99_999), reason: '\0'.repeat(99_999) },
      true,
    );
    expect(createKillSwitch(dir).look('s'.repeat(1 << 20)).state).toMatchObject({
      position: 'halted',
      last: { automatic: false },
    });
  });
});
