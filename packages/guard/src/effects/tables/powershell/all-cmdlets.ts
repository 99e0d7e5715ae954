import type { CmdletTable } from '../../powershell/cmdlet-row.js';
import { FLOW_CMDLETS } from './flow.js';
import { ITEM_CMDLETS } from './items.js';
import { MACHINE_CMDLETS } from './machine.js';
import { NETWORK_CMDLETS } from './network.js';
import { SESSION_CMDLETS } from './session.js';

/** Every table of cmdlets. */
export const CMDLET_TABLES: readonly CmdletTable[] = Object.freeze([
  ITEM_CMDLETS,
  FLOW_CMDLETS,
  SESSION_CMDLETS,
  NETWORK_CMDLETS,
  MACHINE_CMDLETS,
]);
