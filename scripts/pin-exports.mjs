// npm run pin-exports: writes what every package exports now into the pinned list, and says what changed.
import { currentExports, differences, PIN_FILE, pinExports, pinnedExports } from './house/pinned-exports.mjs';

const current = currentExports();
const changed = differences(pinnedExports(), current);
pinExports(current);
process.stdout.write(changed.length === 0 ? `${PIN_FILE}: nothing changed\n` : `${changed.join('\n')}\n`);
