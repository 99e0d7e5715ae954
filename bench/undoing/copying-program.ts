import { cpSync } from 'node:fs';

/** The control: copies a backup back over the workspace. Arguments: workspace, backup. */
const [workspace = '', backup = ''] = process.argv.slice(2);
try {
  cpSync(backup, workspace, {
    recursive: true,
    force: true,
    verbatimSymlinks: true,
    preserveTimestamps: true,
  });
  process.stdout.write(JSON.stringify({ status: 'complete', paths: [] }));
} catch (error) {
  process.stdout.write(JSON.stringify({ status: 'thrown', reason: String(error), paths: [] }));
}
