import { createSnapshotter } from '@sentinel-agentos/guard';

/** Undoes one call. Arguments: workspace, folder of the snapshots, id. Prints the report, or what was thrown. */
const [workspaceRoot = '', dir = '', id = ''] = process.argv.slice(2);
try {
  const { status, paths, undoId } = createSnapshotter({ workspaceRoot, dir, home: '/nobody' }).undo(id);
  process.stdout.write(JSON.stringify({ status, paths, undoId }));
} catch (error) {
  process.stdout.write(JSON.stringify({ status: 'thrown', reason: String(error), paths: [] }));
}
