import type { ProgramTable } from '../programs/program-row.js';
import { ARCHIVES } from './archives.js';
import { BUILD_TOOLS } from './build-tools.js';
import { CAPTURES } from './captures.js';
import { CARRIERS } from './carriers.js';
import { CLOUD } from './cloud.js';
import { CLUSTERS } from './clusters.js';
import { CONTAINERS } from './containers.js';
import { COREUTILS } from './coreutils.js';
import { DATABASES } from './databases.js';
import { DISK } from './disk.js';
import { EDITORS } from './editors.js';
import { GIT } from './git.js';
import { INTERPRETERS } from './interpreters.js';
import { MANAGED_CARRIERS } from './managed-carriers.js';
import { NAMED_OUTPUTS } from './named-outputs.js';
import { NETWORK } from './network.js';
import { PACKAGES } from './packages.js';
import { PUBLISHERS } from './publishers.js';
import { SYSTEM } from './system.js';
import { TEXT_PROGRAMS } from './text-programs.js';
import { VIRTUAL_MACHINES } from './virtual-machines.js';
import { WINDOWS_PROGRAMS } from './windows-programs.js';

/** Every table. A program that stands in two of them has the row of the later one. */
export const PROGRAM_TABLES: readonly ProgramTable[] = Object.freeze([
  COREUTILS,
  NAMED_OUTPUTS,
  TEXT_PROGRAMS,
  BUILD_TOOLS,
  EDITORS,
  PACKAGES,
  PUBLISHERS,
  ARCHIVES,
  DISK,
  SYSTEM,
  WINDOWS_PROGRAMS,
  CONTAINERS,
  CLUSTERS,
  VIRTUAL_MACHINES,
  CLOUD,
  DATABASES,
  NETWORK,
  CAPTURES,
  GIT,
  INTERPRETERS,
  CARRIERS,
  MANAGED_CARRIERS,
]);
