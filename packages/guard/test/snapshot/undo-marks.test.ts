import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../rollback/workbench.js';
import { createUndoMarks } from '../../src/snapshot/undo-marks.js';

describe('marks of undos that are under way', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'sentinel-marks-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const begunBy = (pid: number, host = hostname()): void =>
    writeFileSync(join(dir, '.undoing-op_1'), JSON.stringify({ pid, host }));
  const deadPid = (): number =>
    Number(execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }));

  it('are there from the beginning to the end', () => {
    const marks = createUndoMarks(join(dir, 'new', 'folder'));
    expect(marks.all()).toEqual([]);
    marks.begin('op_1');
    expect(marks.all()).toEqual(['op_1']);
    expect(marks.cutOff()).toEqual([]);
    marks.end('op_1');
    marks.end('op_1');
    expect(marks.all()).toEqual([]);
  });

  it('of a process that is gone say that the undo was cut off', () => {
    begunBy(deadPid());
    expect(createUndoMarks(dir).cutOff()).toEqual(['op_1']);
  });

  it('of a process that runs do not', () => {
    const other = spawn('sleep', ['60']);
    try {
      begunBy(other.pid ?? 0);
      expect(createUndoMarks(dir).cutOff()).toEqual([]);
      expect(createUndoMarks(dir).all()).toEqual(['op_1']);
    } finally {
      other.kill();
    }
  });

  it('keep a second process from undoing the same at the same time', () => {
    const other = spawn('sleep', ['60']);
    try {
      begunBy(other.pid ?? 0);
      expect(codeOf(() => createUndoMarks(dir).begin('op_1'))).toBe('STATE_UNAVAILABLE');
    } finally {
      other.kill();
    }
    begunBy(deadPid());
    const marks = createUndoMarks(dir);
    marks.begin('op_1');
    expect(codeOf(() => marks.begin('op_1'))).toBe('STATE_UNAVAILABLE');
    marks.end('op_1');
    begunBy(deadPid(), 'another-machine');
    marks.begin('op_1');
    marks.end('op_1');
  });

  it('that somebody planted keep nobody from undoing', () => {
    begunBy(-1);
    const marks = createUndoMarks(dir);
    marks.begin('op_1');
    marks.end('op_1');
    mkdirSync(join(dir, '.undoing-op_1', 'in the way'), { recursive: true });
    marks.begin('op_1');
    marks.end('op_1');
    expect(marks.all()).toEqual([]);
  });

  it('of another machine are left to it', () => {
    begunBy(deadPid(), 'another-machine');
    expect(createUndoMarks(dir).cutOff()).toEqual([]);
  });

  it.each(['', '{', 'null', '[]', '{"pid":"1"}', '\0'])('that say %j were cut off themselves', (text) => {
    writeFileSync(join(dir, '.undoing-op_1'), text);
    expect(createUndoMarks(dir).cutOff()).toEqual(['op_1']);
  });

  it('look at nothing else in the folder', () => {
    writeFileSync(join(dir, 'op_2'), '');
    expect(createUndoMarks(dir).all()).toEqual([]);
    expect(readdirSync(dir)).toEqual(['op_2']);
  });
});
