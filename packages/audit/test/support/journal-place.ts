import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  anchorPath,
  openJournal,
  readAnchor,
  type FileJournal,
  type JournalOptions,
  type Anchor,
} from '../../src/index.js';
import { tempFolder } from './temp-folder.js';

/** Where a test's journal is, and ways to look at it and to change it behind its back. */
export interface JournalPlace {
  readonly root: string;
  readonly dir: string;
  readonly keyDir: string;
  readonly file: string;
  readonly anchorFile: string;
  open(options?: Partial<JournalOptions>): FileJournal;
  bytes(): Buffer;
  lines(): string[];
  records(): Record<string, unknown>[];
  write(content: string | Uint8Array): void;
  anchor(): Anchor;
}

export function journalPlace(root: string = tempFolder()): JournalPlace {
  const dir = join(root, 'audit');
  const keyDir = join(root, 'state');
  const file = join(dir, 'segment-000000.jsonl');
  const anchorFile = anchorPath(keyDir, dir);
  const lines = (): string[] => readFileSync(file, 'utf8').split('\n').slice(0, -1);
  return {
    root,
    dir,
    keyDir,
    file,
    anchorFile,
    open: (options = {}) => openJournal({ dir, keyDir, ...options }),
    bytes: () => readFileSync(file),
    lines,
    records: () => lines().map((line) => JSON.parse(line) as Record<string, unknown>),
    write: (content) => writeFileSync(file, content),
    anchor() {
      const reading = readAnchor(anchorFile);
      if (reading.status !== 'read') throw new Error(`the anchor is ${reading.status}`);
      return reading.anchor;
    },
  };
}
