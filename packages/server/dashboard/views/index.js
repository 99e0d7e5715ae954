import { openApprovals } from './approvals.js';
import { openAudit } from './audit.js';
import { openLive } from './live.js';
import { openMemory } from './memory.js';
import { openSessions } from './sessions.js';
import { openSnapshots } from './snapshots.js';

/**
 * Every view by its name in the address (`#/audit`), in the order of the navigation; the first is the one to begin
 * with.
 *
 * @type {ReadonlyMap<string, import('../page.js').OpenView>}
 */
export const VIEWS = new Map([
  ['live', openLive],
  ['approvals', openApprovals],
  ['audit', openAudit],
  ['sessions', openSessions],
  ['memory', openMemory],
  ['snapshots', openSnapshots],
]);
