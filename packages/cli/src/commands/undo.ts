import { callsToUndo } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { planSession } from '../plan-session.js';
import { planUndo } from '../undo-plan.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { undoText } from '../undo-text.js';
import { wholeId } from '../snapshot-id.js';
import { withAgentOS } from '../open-agent-os.js';
import { withSnapshots } from '../open-snapshots.js';
import type { CommandInput, ExitCode, Run } from '../command.js';
import type { ShownUndoes } from '../undo-text.js';
import type { SnapshotReaders } from '../open-snapshots.js';

/** What was asked for. */
interface UndoRequest {
  readonly input: CommandInput;
  /** A call's id or its beginning; undefined when a session is to be undone. */
  readonly given: string | undefined;
  readonly session: string | undefined;
  readonly isJson: boolean;
}

/** Puts back what a call, or every call of a session, changed. Ends with 0 only when all of it is as before. */
export const undo: Run = async (input) => {
  const { values, switches, words } = readOptions(input.args, ['session'], ['dry-run', 'json'], 1);
  const [given] = words;
  const { session } = values;
  if ((given === undefined) === (session === undefined)) {
    throw new UsageError('name what to undo: either <id> or --session ID');
  }
  if (given === '' || session === '') throw new UsageError('what to undo must not be empty');
  const isJson = !input.terminal.isWatched || switches.has('json');
  const request: UndoRequest = { input, given, session, isJson };
  if (switches.has('dry-run')) return withSnapshots(input, (readers) => plan(request, readers));

  // Looked for without a trace first: what nobody knows is refused before anything is opened or made.
  let id = '';
  await withSnapshots(input, (readers) => {
    if (session !== undefined) callsToUndo(readers, session);
    else id = wholeId(given ?? '', readers.snapshotter);
    return EXIT.ok;
  });
  return session === undefined ? undoOne(request, id) : undoAll(request, session);
};

function plan(request: UndoRequest, { journal, snapshotter }: SnapshotReaders): ExitCode {
  const { given = '', session } = request;
  if (session !== undefined) {
    const planned = planSession({ journal, snapshotter }, session);
    return tell(request, { ...planned, takeBack: [], isPlan: true }, { dryRun: true, ...planned });
  }
  const id = wholeId(given, snapshotter);
  const planned = planUndo(snapshotter.load(id), snapshotter.diff(id));
  const { callId, tool, status, paths, uncovered } = planned;
  return tell(
    request,
    { sessionId: null, status, calls: [planned], takeBack: [], isPlan: true },
    { dryRun: true, id: callId, tool, status, paths, uncovered },
  );
}

function undoOne(request: UndoRequest, id: string): Promise<ExitCode> {
  return withAgentOS(request.input, (os) => {
    const { tool } = os.guard.snapshot.load(id);
    const report = os.undo(id);
    const { status, paths, undoId } = report;
    const calls = [{ callId: id, tool, status, paths, reason: null }];
    const takeBack = undoId === null ? [] : [undoId];
    return tell(
      request,
      { sessionId: null, status, calls, takeBack, isPlan: false },
      { id, tool, status, undoId, paths },
    );
  });
}

function undoAll(request: UndoRequest, session: string): Promise<ExitCode> {
  return withAgentOS(request.input, (os) => {
    const report = os.undoSession(session);
    return tell(request, { ...report, isPlan: false }, report);
  });
}

function tell({ input, isJson }: UndoRequest, shown: ShownUndoes, json: object): ExitCode {
  const { terminal, workspaceRoot, language } = input;
  terminal.out(isJson ? shownJson(json) : undoText(shown, workspaceRoot, language));
  return shown.status === 'complete' ? EXIT.ok : EXIT.denied;
}
