// npm run pin-exports: writes what every package exports now into the pinned list, and says what changed.
// With --check nothing is written, and a difference is an error.
import { exportNames } from './house/export-names.mjs';
import { differences, PIN_FILE, pinExports, pinnedExports } from './house/pinned-exports.mjs';
import { publicEntries, publicPackages } from './house/workspace.mjs';

/** @type {import('./house/pinned-exports.mjs').ExportLists} */
const current = {};
for (const entry of publicPackages().flatMap(publicEntries))
  current[entry.specifier] = exportNames(entry.source);
const changed = differences(pinnedExports(), current);

if (!process.argv.includes('--check')) {
  pinExports(current);
  process.stdout.write(changed.length === 0 ? `${PIN_FILE}: nothing changed\n` : `${changed.join('\n')}\n`);
} else if (changed.length > 0) {
  process.stderr.write(
    `What users can import has changed. If it should, run npm run pin-exports.\n${changed.join('\n')}\n`,
  );
  process.exitCode = 1;
}
