import type { SyncAdapter } from 'lowdb';
import { readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { encodeChecked, readChecked, type CheckedReading } from '../storage/checked-json.js';
import { syncFolder, writeFileDurably } from '../storage/durable-file.js';
import type { ReportProblem } from '../storage/state-problem.js';
import { orUnavailable } from '../storage/state-unavailable.js';

export interface CheckedFileOptions<T> {
  readonly path: string;
  readonly format: string;
  readonly parse: (data: unknown) => T | null;
  /** Milliseconds since the epoch, for the names of files kept aside. */
  readonly now: () => number;
  readonly report: ReportProblem;
}

/** A lowdb adapter over one checked file and its backup. Use it only while holding the file's lock. */
export interface CheckedFileAdapter<T> extends SyncAdapter<T> {
  /** Looks at the file without changing anything. Needs no lock: the file is always replaced whole. */
  peek(): CheckedReading<T>;
  /** The backup's data, if it is whole. Changes nothing. */
  peekBackup(): T | null;
}

/**
 * Writes durably and keeps the version before as `.bak`. Reading a damaged file renames it to
 * `.corrupt-<time>`, reports it, and falls back to the backup.
 */
export function createCheckedFileAdapter<T>(options: CheckedFileOptions<T>): CheckedFileAdapter<T> {
  const { path, format, parse, now, report } = options;
  const backup = `${path}.bak`;

  const putAside = (file: string, reason: string): void => {
    const keptAs = `${file}.corrupt-${new Date(now()).toISOString().replaceAll(/[:.]/g, '-')}-${process.pid}`;
    orUnavailable('rename', file, () => renameSync(file, keptAs));
    report({
      file,
      keptAs,
      message: {
        en: `${basename(file)} is damaged (${reason}); it is kept as ${keptAs}.`,
        zh: `${basename(file)} 已损坏(${reason}),原文件保存为 ${keptAs}。`,
      },
    });
  };

  const readBackup = (): T | null => {
    const reading = readChecked(backup, format, parse);
    if (reading.status === 'damaged') putAside(backup, reading.reason);
    if (reading.status !== 'whole') return null;
    // Written without making a backup of a file that is not there.
    writeFileDurably(path, encodeChecked(format, reading.data));
    report({
      file: path,
      keptAs: null,
      message: {
        en: `${basename(path)} was restored from its backup; the last change before the damage may be missing.`,
        zh: `${basename(path)} 已从备份恢复,损坏前的最后一次修改可能缺失。`,
      },
    });
    return reading.data;
  };

  return {
    peek: () => readChecked(path, format, parse),
    peekBackup() {
      const reading = readChecked(backup, format, parse);
      return reading.status === 'whole' ? reading.data : null;
    },
    read() {
      const reading = readChecked(path, format, parse);
      if (reading.status === 'whole') return reading.data;
      if (reading.status === 'damaged') putAside(path, reading.reason);
      return readBackup();
    },
    write(data) {
      removeLeftovers(path);
      writeFileDurably(path, encodeChecked(format, data), { backup });
    },
  };
}

/** Removes temporary files of writers that died. The caller holds the lock, so no live writer has one. */
function removeLeftovers(path: string): void {
  const folder = dirname(path);
  const stem = `${basename(path)}.`;
  orUnavailable('clean', folder, () => {
    const left = readdirSync(folder).filter((name) => name.startsWith(stem) && name.endsWith('.tmp'));
    for (const name of left) rmSync(join(folder, name), { force: true });
    if (left.length > 0) syncFolder(folder);
  });
}
