import { auditExport } from './audit-export.js';
import { auditProve } from './audit-prove.js';
import { auditRedact } from './audit-redact.js';
import { auditVerify } from './audit-verify.js';
import { audit } from './audit.js';
import { diff } from './diff.js';
import { halt } from './halt.js';
import { mcp } from './mcp.js';
import { memory } from './memory.js';
import { profile } from './profile.js';
import { report } from './report.js';
import { resume } from './resume.js';
import { risk } from './risk.js';
import { sandboxDoctor } from './sandbox-doctor.js';
import { sandboxImageBuild } from './sandbox-image-build.js';
import { sandboxRun } from './sandbox-run.js';
import { scan } from './scan.js';
import { snapshots } from './snapshots.js';
import { stats } from './stats.js';
import { status } from './status.js';
import { undo } from './undo.js';
import { validate } from './validate.js';
import type { Command } from '../command.js';

/** Every command but `help`, in the order the help lists them. */
export const COMMANDS: readonly Command[] = [
  validate,
  risk,
  audit,
  auditVerify,
  auditProve,
  auditExport,
  auditRedact,
  undo,
  diff,
  snapshots,
  scan,
  stats,
  profile,
  status,
  halt,
  resume,
  report,
  memory,
  mcp,
  sandboxDoctor,
  sandboxRun,
  sandboxImageBuild,
];
