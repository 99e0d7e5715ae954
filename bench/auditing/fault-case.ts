import { openJournal } from '@sentinel-agentos/audit';
import { appendFileSync, cpSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { acknowledgedIn, lostOf, seqOfEvents, type Acknowledged } from './acknowledged.js';
import { traced, type CallPlace, type Traced } from './strace.js';

export type Fault = 'EIO' | 'ENOSPC' | 'KILL';

/** What a writer does, and on what. */
export interface Scenario {
  readonly name: string;
  readonly program: string;
  /** It begins with what `prepare` left; otherwise with nothing. */
  readonly isPrepared: boolean;
  /** What it leaves is a journal, not the file of the control. */
  readonly isJournal: boolean;
  readonly records: number;
  readonly segmentBytes: number;
}

/** A folder for one case after the other. Always the same one: a journal's anchor is named for the journal's path. */
export interface Lane {
  readonly folder: string;
  /** What the prepared journal holds already. */
  readonly before: readonly Acknowledged[];
}

/** What went wrong in one case, in sentences. Null when the fault hit no file of the journal: nothing was tried. */
export interface Verdict {
  readonly lost: readonly string[];
  /** It acknowledged records after the write or the sync of a segment had failed. */
  readonly afterFailure: readonly string[];
  /** The journal could not be continued afterwards, or did not verify. */
  readonly notWhole: readonly string[];
  /** It ended otherwise than by refusing records. */
  readonly crashed: readonly string[];
}

/** Where the files of a case are. */
export function placeOf(lane: Lane): string {
  return join(lane.folder, 'place');
}

/** Runs a writer under strace, on fresh files. */
export function run(lane: Lane, scenario: Scenario, inject: string | null = null): Promise<Traced> {
  const place = placeOf(lane);
  const { program, records, segmentBytes, isPrepared } = scenario;
  rmSync(place, { recursive: true, force: true });
  mkdirSync(place);
  if (isPrepared) cpSync(join(lane.folder, 'prepared'), place, { recursive: true });
  const args = [
    join(place, 'audit'),
    join(place, 'keys'),
    'case',
    String(segmentBytes),
    String(records),
    'honest',
  ];
  return traced([program, ...args], join(lane.folder, 'strace'), inject);
}

/** Leaves a journal of several files, the last of which ends in the middle of a write, for cases to begin with. */
export async function prepare(folder: string, { segmentBytes }: Scenario): Promise<Lane> {
  const place = placeOf({ folder, before: [] });
  const dir = join(place, 'audit');
  const journal = openJournal({ dir, keyDir: join(place, 'keys'), segmentBytes });
  const before: Acknowledged[] = [];
  const append = async (): Promise<void> => {
    const name = `before-${before.length}`;
    const { seq } = await journal.append({ kind: 'event', name, at: 1, sessionId: 'before', data: null });
    before.push({ name, seq });
  };
  while ((journal.status().segment ?? 0) < 2) await append();
  // The file after a full one begins with the next batch.
  await append();
  await journal.close();
  appendFileSync(join(dir, 'segment-000002.jsonl'), '{"$prev":"00","$seq":');
  cpSync(place, join(folder, 'prepared'), { recursive: true });
  return { folder, before };
}

/** Has one call fail, or be the last, and looks at what is left. */
export async function tryFault(
  lane: Lane,
  scenario: Scenario,
  { call, nth, line }: CallPlace,
  fault: Fault,
): Promise<Verdict | null> {
  const how = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
  const { stdout, stderr, signal, log } = await run(lane, scenario, `${call}:${how}:when=${nth}`);
  const injected = log.findIndex((noted) => noted.includes('(INJECTED)'));
  const isHit = fault === 'KILL' ? signal === 'SIGKILL' : log[injected]?.includes(placeOf(lane));
  if (isHit !== true) return null;

  const isCut = call === 'write' || call === 'fdatasync';
  const said = isCut && line.includes('/segment-') ? log.slice(injected).filter(isSaid) : [];
  // What fails while it opens the journal promises that nothing was written: it opens it again.
  const isRefused = said[0]?.includes('"-STATE_UNAVAILABLE') ?? false;
  const more = isRefused ? [] : said.filter((noted) => noted.includes('"+'));
  const isCrash = fault !== 'KILL' && (signal !== null || stderr !== '');
  return {
    afterFailure: more,
    crashed: isCrash ? [`${signal ?? 'stopped'}: ${stderr.slice(0, 400)}`] : [],
    ...(await left(lane, scenario, acknowledgedIn(stdout))),
  };
}

const isSaid = (noted: string): boolean => /write\(1<.*, "[-+]/.test(noted);

async function left(
  lane: Lane,
  scenario: Scenario,
  said: readonly Acknowledged[],
): Promise<Pick<Verdict, 'lost' | 'notWhole'>> {
  const dir = join(placeOf(lane), 'audit');
  const notWhole = scenario.isJournal ? await continued(lane, scenario) : [];
  const all = scenario.isPrepared ? [...lane.before, ...said] : said;
  return { notWhole, lost: lostOf(all, seqOfEvents(dir)) };
}

async function continued(lane: Lane, { segmentBytes }: Scenario): Promise<string[]> {
  const place = placeOf(lane);
  const journal = openJournal({ dir: join(place, 'audit'), keyDir: join(place, 'keys'), segmentBytes });
  try {
    journal.appendSync({ kind: 'event', name: 'after', at: Date.now(), sessionId: 'after', data: null });
    const { status, message } = journal.verify();
    return status === 'ok' ? [] : [`${status}: ${message.en}`];
  } catch (error) {
    return [String(error)];
  } finally {
    await journal.close();
  }
}
