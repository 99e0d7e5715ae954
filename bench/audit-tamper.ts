import { anchorPath, openJournal, readAnchor, type FileJournal } from '@sentinel-agentos/audit';
import { verifyJournal } from '@sentinel-agentos/audit/verify';
import type { EventRecord } from '@sentinel-agentos/core';
import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { forEachFlip, lineTamperings } from './auditing/line-tampering.js';
import { hashChain, plainJsonl, type PlainLog } from './auditing/plain-logs.js';
import { round } from './measuring/statistics.js';

/**
 * Everything that can be done to a journal of 30 records in six commits, and how much of it is found: by its verifier
 * with the last head noted outside, by the same without, by one of plain JSONL and by one of a hash chain. Ends with
 * code 1 when the verifier with the head misses anything, or when the controls miss nothing.
 */
const { values } = parseArgs({
  options: {
    // Every nth byte has its bits flipped.
    stride: { type: 'string', default: '1' },
    dir: { type: 'string', default: existsSync('/dev/shm') ? '/dev/shm' : tmpdir() },
  },
});
const COMMITS = 6;
/** With the line that introduces the journal, 30 records. */
const RECORDS = 29;
const SEGMENT = 'segment-000000.jsonl';
const root = mkdtempSync(join(values.dir, 'bench-audit-tamper-'));

const event = (n: number, name: string = 'e'): EventRecord => ({
  kind: 'event',
  name: `${name}${n}`,
  at: 1_700_000_000_000 + n,
  sessionId: 's',
  data: null,
});
const records = Array.from({ length: RECORDS }, (_, n) => event(n));
const placeOf = (name: string): { readonly dir: string; readonly keyDir: string } => ({
  dir: join(root, name, 'audit'),
  keyDir: join(root, name, 'keys'),
});
const linesOf = (bytes: Buffer): string[] => bytes.toString('utf8').split('\n').slice(0, -1);
const isCheckpoint = (line: string): boolean => line.endsWith('"kind":"checkpoint"}');

/** Appends the events from one number on, in commits of five. */
async function append(journal: FileJournal, from: number, name?: string, after?: () => void): Promise<void> {
  for (let begin = from; begin < RECORDS;) {
    const end = Math.min(RECORDS, begin === 0 ? RECORDS - 5 * (COMMITS - 1) : begin + 5);
    const batch = Array.from({ length: end - begin }, (_, at) => event(begin + at, name));
    await Promise.all(batch.map((record) => journal.append(record)));
    after?.();
    begin = end;
  }
  await journal.close();
}

type Kinds = Record<string, { found: number; cases: number }>;
const count = (kinds: Kinds, kind: string, isFound: boolean): void => {
  const here = (kinds[kind] ??= { found: 0, cases: 0 });
  here.cases += 1;
  if (isFound) here.found += 1;
};

function controlMatrix(log: PlainLog): Kinds {
  const kinds: Kinds = {};
  const lines = log.lines(records);
  const bytes = Buffer.from(lines.map((line) => `${line}\n`).join(''));
  if (!log.isWhole(bytes)) throw new Error(`${log.name}: not whole before anything was done to it`);
  forEachFlip(bytes, (flipped) => count(kinds, 'bit flip', !log.isWhole(flipped)));
  for (const { kind, bytes: changed } of lineTamperings(lines, () =>
    JSON.stringify({ record: event(77), hash: '0' }),
  ))
    count(kinds, kind, !log.isWhole(changed));
  for (let at = 0; at < RECORDS; at += 1) {
    const rewritten = log.lines(records.with(at, event(at, 'x')));
    const whole = Buffer.from(rewritten.map((line) => `${line}\n`).join(''));
    count(kinds, 'rewrite without the key', !log.isWhole(whole));
  }
  return kinds;
}

const ours = placeOf('ours');
const file = join(ours.dir, SEGMENT);
const old: Buffer[] = [];

/** The file as a thief of the key leaves it: the true one up to a commit, then other records, committed. */
async function byThief(commit: number): Promise<Buffer> {
  const place = placeOf(`thief-${commit}`);
  mkdirSync(place.dir, { recursive: true });
  mkdirSync(place.keyDir);
  for (const key of readdirSync(ours.keyDir).filter((name) => name.endsWith('.key'))) {
    copyFileSync(join(ours.keyDir, key), join(place.keyDir, key));
  }
  writeFileSync(join(place.dir, SEGMENT), old[commit - 1] ?? '');
  await append(openJournal(place), 4 + 5 * (commit - 1), 'x');
  return readFileSync(join(place.dir, SEGMENT));
}

/** One event changed, and every line after it linked again, around the true checkpoints. */
function relinked(lines: readonly string[], at: number): Buffer {
  let text = '';
  let prev = '';
  for (const [seq, line] of lines.entries()) {
    const linked = seq === 0 ? line : `{"$prev":"${prev}${line.slice('{"$prev":"'.length + 64)}`;
    const changed = seq === at ? linked.replace('"name":"e', '"name":"x') : linked;
    prev = createHash('sha256').update(`\0${changed}`).digest('hex');
    text += `${changed}\n`;
  }
  return Buffer.from(text);
}

try {
  const begin = performance.now();
  await append(openJournal(ours), 0, 'e', () => old.push(readFileSync(file)));
  const original = readFileSync(file);
  const lines = linesOf(original);
  const reading = readAnchor(anchorPath(ours.keyDir, ours.dir));
  if (reading.status !== 'read') throw new Error(`the anchor is ${reading.status}`);
  const { anchor } = reading;
  const publicKey = anchor.genesis;
  const isFound = (bytes: Buffer, isAnchored: boolean): boolean => {
    writeFileSync(file, bytes);
    const anchored = isAnchored ? { anchor } : {};
    return verifyJournal({ dir: ours.dir, publicKey, ...anchored }).status !== 'ok';
  };
  if (isFound(original, true)) throw new Error('not whole before anything was done to it');
  const anchored: Kinds = {};
  const alone: Kinds = {};
  const judge = (kind: string, bytes: Buffer): void => {
    count(anchored, kind, isFound(bytes, true));
    count(alone, kind, isFound(bytes, false));
  };

  for (const { kind, bytes } of lineTamperings(lines, (at, before) => {
    const prev = at === 0 ? '0'.repeat(64) : createHash('sha256').update(`\0${before}`).digest('hex');
    return `{"$prev":"${prev}","$seq":${at},"at":1,"data":null,"kind":"event","name":"x","sessionId":"s"}`;
  })) {
    judge(kind, bytes);
  }
  for (const [at, line] of lines.entries()) {
    if (line.includes('"kind":"event"')) judge('rewrite without the key', relinked(lines, at));
  }
  const forger = placeOf('forger');
  await append(openJournal(forger), 0, 'x');
  judge('rewrite without the key', readFileSync(join(forger.dir, SEGMENT)));
  for (let commit = 1; commit < COMMITS; commit += 1) {
    judge('stolen key', await byThief(commit));
    judge('old checkpoint', old[commit - 1] ?? original);
  }
  const stride = Number(values.stride);
  forEachFlip(original, (flipped, offset) => {
    if (offset % stride === 0) judge('bit flip', flipped);
  });

  const controls = [hashChain, plainJsonl].map((log): [string, Kinds] => [log.name, controlMatrix(log)]);
  const matrix: [string, Kinds][] = [
    ['ours, head noted outside', anchored],
    ['ours, without', alone],
    ...controls,
  ];
  const shown = matrix.map(([name, kinds]): [string, Record<string, string>] => {
    const cells = Object.entries(kinds).map(([kind, { found, cases }]): [string, string] => [
      kind,
      `${found}/${cases}`,
    ]);
    return [name, Object.fromEntries(cells)];
  });
  console.table(Object.fromEntries(shown));
  const missed = (kinds: Kinds): number =>
    Object.values(kinds).reduce((sum, { found, cases }) => sum + cases - found, 0);
  if (missed(anchored) > 0 || matrix.slice(1).some(([, kinds]) => missed(kinds) === 0)) process.exitCode = 1;
  console.log(
    JSON.stringify({
      records: lines.filter((line) => !isCheckpoint(line)).length,
      lines: lines.length,
      bytes: original.length,
      stride,
      matrix: Object.fromEntries(shown),
      missed: Object.fromEntries(matrix.map(([name, kinds]) => [name, missed(kinds)])),
      seconds: round((performance.now() - begin) / 1000),
    }),
  );
} finally {
  rmSync(root, { recursive: true, force: true });
}
