import type { Look, OwnProgram } from './own-program.js';

/** What repairs, rewrites or updates while it looks. */
const CHANGES = '--fix --repair --yes -y --force --update --apply --install --generate-gateway-token'.split(
  ' ',
);

/**
 * OpenClaw, the host of the adapter: it can switch the guard off, approve what the guard asks about, speak for the user,
 * and start agents that no plugin watches. Only these of its commands look and change nothing (its documentation, version
 * 2026.9); what is not named here is for people, also what a later version or another plugin adds.
 */
export const HOST: OwnProgram = {
  rule: 'state.host',
  program:
    /^(?:.*[\\/]|npm:)?openclaw(?:@[^\\/]*)?(?:\.(?:cmd|ps1|exe|mjs))?$|(?:^|[\\/])node_modules[\\/]openclaw[\\/]/iu,
  valueOptions: new Set(['--profile', '--container', '--log-level']),
  // Without a command it sets itself up, or opens a chat.
  barely: false,
  looks: new Map<string, Look>([
    ...[
      'status health audit logs docs',
      // Secrets are never printed by these.
      'config:get config:file config:schema config:validate secrets:audit security:audit',
      'gateway:status gateway:health gateway:probe gateway:discover gateway:stability gateway:usage-cost daemon:status',
      'plugins:list plugins:inspect plugins:search skills:list skills:info skills:check skills:search',
      'hooks:list hooks:info hooks:check models:list models:status agents:list agents:bindings mcp:list',
      'channels:list channels:status channels:capabilities channels:logs nodes:list nodes:status nodes:describe',
      'devices:list pairing:list approvals:get sandbox:list sandbox:explain worktrees:list update:status',
      'cron:list cron:status cron:get cron:runs tasks:list tasks:show tasks:audit sessions:tail system:presence',
      'memory:status memory:search transcripts:list transcripts:show fleet:list fleet:status fleet:logs',
      'sentinel:status sentinel:verify sentinel:doctor sentinel:halt',
    ]
      .join(' ')
      .split(' ')
      .map((name) => [name.replace(':', ' '), { not: CHANGES }] as const),
    ['doctor', { needs: '--lint', not: CHANGES }],
    ['sessions', { alone: true, not: CHANGES }],
    ['hooks', { alone: true, not: CHANGES }],
  ]),
};
