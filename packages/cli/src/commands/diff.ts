import { diffText } from '../diff-text.js';
import { EXIT, UsageError } from '../command.js';
import { fileDiff } from '../file-diff.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import { wholeId } from '../snapshot-id.js';
import { withSnapshots } from '../open-snapshots.js';
import type { Run } from '../command.js';
import type { ShownChange } from '../diff-text.js';

/** Files of one call whose bytes are compared; beyond them a list says more than pages of differences. */
const MOST_COMPARED = 100;

/** What differs now from the time before a call, and whose doing that is. */
export const diff: Run = (input) => {
  const { switches, words } = readOptions(input.args, [], ['json'], 1);
  const [given = ''] = words;
  if (given === '') throw new UsageError('name the call first: <id>');
  return withSnapshots(input, async ({ snapshotter }) => {
    const id = wholeId(given, snapshotter);
    const stored = snapshotter.load(id);
    const changes: ShownChange[] = [];
    let compared = 0;
    for (const change of snapshotter.diff(id)) {
      const isBeyond = compared >= MOST_COMPARED;
      const reason = `only the first ${MOST_COMPARED} files are compared`;
      const difference = isBeyond
        ? ({ kind: 'unavailable', reason } as const)
        : await fileDiff(id, change, snapshotter);
      if (difference !== null) compared += 1;
      changes.push({ ...change, diff: difference });
    }
    const { terminal, workspaceRoot, language } = input;
    const isText = terminal.isWatched && !switches.has('json');
    const { tool, sessionId, snapshot } = stored;
    terminal.out(
      isText
        ? diffText(stored, changes, workspaceRoot, language)
        : shownJson({ id, tool, sessionId, changes, uncovered: snapshot.uncovered }),
    );
    return EXIT.ok;
  });
};
