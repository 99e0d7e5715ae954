import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { arrange, CALL_ID, NAMED_TWICE, open, OTHER_NAME, type Arranged } from './undo-scenario.js';
import { differences, photograph, type Difference } from './photograph.js';
import { traced, type CallPlace, type Traced } from '../auditing/strace.js';

/** What happens at one call of a rollback: the process ends there, or the call fails with this error. */
export type Fault = 'KILL' | 'EIO' | 'ENOSPC' | 'EACCES';

/** Calls that change something, or say that it is kept. */
const CHANGING: readonly string[] =
  'openat close write pwrite64 ftruncate fsync fdatasync copy_file_range sendfile ioctl rename renameat renameat2 unlink unlinkat rmdir mkdir mkdirat chmod fchmod fchmodat chown fchown lchown fchownat utimensat symlink symlinkat link linkat'.split(
    ' ',
  );

/** Calls that change nothing: ending there is ending before the next one that does. */
const READING: readonly string[] = ['read', 'pread64', 'readlink', 'getdents64', 'statx'];

const CALLS: readonly string[] = [...CHANGING, ...READING];

/** Whether a fault at a call can show anything. */
export function isOfInterest(call: string, fault: Fault): boolean {
  return fault === 'EIO' || CHANGING.includes(call);
}

const FIRST_UNDO = `${CALL_ID}.undo`;

/** Folders for one case after the other. */
export interface Lane {
  readonly place: string;
  readonly log: string;
}

/** How undoing again went. */
export interface Again {
  readonly wrong: readonly string[];
  /** The snapshots by which it is taken back, the last one first. */
  readonly undoIds: readonly string[];
}

export interface Program {
  readonly file: string;
  readonly args: (arranged: Arranged) => readonly string[];
  /** Takes up what was cut off; answers what was wrong with that. */
  readonly again: (arranged: Arranged) => Again;
  /** Without a fault nothing fails. */
  readonly endsWell: boolean;
}

/** What was wrong in one case, in sentences. Null when the fault hit nothing: then nothing was tried. */
export type Verdict = Readonly<Record<Wrong, readonly string[]>>;
export const WRONGS = ['dishonest', 'again', 'notBack', 'leftOver', 'notRedone'] as const;
export type Wrong = (typeof WRONGS)[number];

interface Said {
  readonly status: string;
  readonly paths: readonly { readonly path: string; readonly outcome: string; readonly savedAs?: string }[];
}

export async function run(
  lane: Lane,
  program: Program,
  inject: string | null = null,
): Promise<Traced & { readonly arranged: Arranged }> {
  const arranged = arrange(lane.place);
  const traces = await traced([program.file, ...program.args(arranged)], lane.log, inject, CALLS);
  return { ...traces, arranged };
}

/** Has one call fail, or be the last; undoes again and looks at what is there then. */
export async function tryFault(
  lane: Lane,
  program: Program,
  { call, nth }: CallPlace,
  fault: Fault,
): Promise<Verdict | null> {
  const how = fault === 'KILL' ? 'signal=KILL' : `error=${fault}`;
  const { stdout, signal, log, arranged } = await run(lane, program, `${call}:${how}:when=${nth}`);
  const isHit =
    fault === 'KILL'
      ? signal === 'SIGKILL'
      : log.some((line) => line.includes('(INJECTED)') && line.includes(lane.place));
  if (!isHit) return null;
  const dishonest = fault === 'KILL' ? [] : lies(stdout, signal, arranged);
  const { undoIds, wrong: again } = program.again(arranged);
  const notBack = differences(arranged.undone, photograph(arranged.workspace)).map(sentence);
  const { leftOver, notRedone } = redo(arranged, fault, undoIds);
  // What could not be remembered can't come back; then the report must have said so.
  return { dishonest, again, notBack, leftOver, notRedone: isFinal(stdout) ? [] : notRedone };
}

/** Undoes again, as a later process does. */
export function undoAgain(arranged: Arranged): Again {
  try {
    const { status, paths, undoId } = open(arranged).undo(CALL_ID);
    const failed = paths.filter(({ outcome }) => outcome === 'failed');
    const wrong = [
      ...failed.map(({ path, reason }) => `${path}: ${reason ?? ''}`),
      ...(status === 'partial' ? [] : [`ended ${status}, though it kept edits of the user's`]),
    ];
    return { wrong, undoIds: [...new Set([undoId ?? FIRST_UNDO, FIRST_UNDO])] };
  } catch (error) {
    return { wrong: [String(error)], undoIds: [FIRST_UNDO] };
  }
}

/** Undoes the undo, and looks at what the rollbacks left among the snapshots before. */
function redo(
  arranged: Arranged,
  fault: Fault,
  undoIds: readonly string[],
): { leftOver: readonly string[]; notRedone: readonly string[] } {
  // What could not be read at first is in a second snapshot; a try that was cut off needs none.
  const expected =
    fault === 'KILL' ? /^(?:\.open$|call(?:\.undo)?(?:\/|$))/ : /^(?:\.open$|call(?:\.undo(?:-2)?)?(?:\/|$))/;
  const leftOver = readdirSync(arranged.dir, { recursive: true, encoding: 'utf8' }).filter(
    (name) => /plan\.json|\.new/.test(name) || !expected.test(name),
  );
  const notRedone: string[] = [];
  for (const id of undoIds) {
    try {
      const { status, paths } = open(arranged).undo(id);
      const bad = paths.filter(({ outcome }) => outcome === 'failed' || outcome === 'conflict');
      if (status !== 'complete') notRedone.push(`${id}: ${JSON.stringify(bad)}`);
    } catch (error) {
      notRedone.push(String(error));
    }
  }
  notRedone.push(...differences(arranged.redone, photograph(arranged.workspace)).map(sentence));
  return { leftOver, notRedone };
}

/** Whether a report says of anything that its undoing can't be undone. */
function isFinal(stdout: string): boolean {
  return stdout.includes("this can't be undone in turn");
}

/** What a report says that is not so: a path that is not back must be named as failed. */
function lies(stdout: string, signal: string | null, { workspace, undone }: Arranged): readonly string[] {
  // Node itself gives up when a file that it only read can't be closed: then nothing was said.
  if (signal === 'SIGABRT') return [];
  let said: Said;
  try {
    said = JSON.parse(stdout) as Said;
  } catch {
    return [`${signal ?? 'ended'}, and said ${stdout.slice(0, 200)}`];
  }
  if (said.status === 'thrown') return [];
  const failed = new Set(said.paths.flatMap(({ path, outcome }) => (outcome === 'failed' ? [path] : [])));
  const isNamed = ({ path }: Difference): boolean =>
    failed.has(join(workspace, path)) ||
    [...failed].some((each) => each.startsWith(join(workspace, path, '/'))) ||
    (path === OTHER_NAME && failed.has(join(workspace, NAMED_TWICE))) ||
    failed.has(join(workspace, path.replace(`.sentinel-${CALL_ID}`, ''))) ||
    // A name that the rollback can't bring back or take away fails with the path that it stands beside.
    (path.includes('.sentinel-') && failed.size > 0);
  return differences(undone, photograph(workspace)).flatMap((each) =>
    isNamed(each) ? [] : [sentence(each)],
  );
}

function sentence({ path, wanted, got }: Difference): string {
  return `${path} is ${got.slice(0, 40)}, not ${wanted.slice(0, 40)}`;
}
