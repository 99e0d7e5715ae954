import { FILTER_USAGE } from '../audit-options.js';
import type { Command } from '../command.js';

const CALL = '<tool> [key=value …] | --tool <tool> --params <json>';

/**
 * Every command but `help`, in the order the help lists them: the one source of the help and of what shells complete.
 * Each is loaded when it runs.
 */
export const COMMANDS: readonly Command[] = [
  {
    name: 'init',
    usage: '[--yes] [--json]',
    summary:
      'prepare the workspace and say how to put a guard around an agent; a second time changes nothing',
    run: async (input) => (await import('./init.js')).init(input),
  },
  {
    name: 'doctor',
    usage: '[--json]',
    summary: 'check machine, workspace, rules, keys and journal, and say what to do; changes nothing',
    exits: '0 all is well or only to be known, 1 something must be mended, 2 wrongly used',
    run: async (input) => (await import('./doctor.js')).doctor(input),
  },
  {
    name: 'exec',
    usage: '[--session ID] [--sandbox docker|bubblewrap|auto] [--json] -- <program> [arguments]',
    summary:
      'judge a command line, ask at the terminal where that is due, run and record it; for people, denied to agents',
    exits:
      'that of the program (128 and the number of a signal that ended it); 1 denied or not approved, 2 wrongly used, 126 and 127 it cannot be run or is not there',
    run: async (input) => (await import('./exec.js')).exec(input),
  },
  {
    name: 'validate',
    usage: CALL,
    summary: 'check the parameters of a tool call',
    isAlwaysJson: true,
    run: async (input) => (await import('./validate.js')).validate(input),
  },
  {
    name: 'risk',
    usage: CALL,
    summary: 'score the risk of a tool call and say what would become of it',
    isAlwaysJson: true,
    run: async (input) => (await import('./risk.js')).risk(input),
  },
  {
    name: 'audit',
    usage: `${FILTER_USAGE} [--json]`,
    summary:
      'show recorded calls, newest first (20 unless --limit says otherwise): as JSON, or as a table on a terminal',
    run: async (input) => (await import('./audit.js')).audit(input),
  },
  {
    name: 'audit verify',
    usage: '[--anchor FILE] [--json]',
    summary:
      'check that no record was changed, removed or added; ends with 0 whole, 1 not checked, 2 tampered, 3 truncated',
    exits: '0 whole, 1 could not check or wrongly used, 2 tampered, 3 truncated or behind its anchor',
    run: async (input) => (await import('./audit-verify.js')).auditVerify(input),
  },
  {
    name: 'audit prove',
    usage: '<seq> [--json]',
    summary: 'print a C2SP tlog-proof of the record with that number; with --json also the record itself',
    run: async (input) => (await import('./audit-prove.js')).auditProve(input),
  },
  {
    name: 'audit export',
    usage: `--format jsonl|flat|csv [--out FILE] ${FILTER_USAGE} [--json]`,
    summary:
      'write the journal out: lines that verify (jsonl, or --json), one flat JSON object a call (flat), or a table (csv)',
    run: async (input) => (await import('./audit-export.js')).auditExport(input),
  },
  {
    name: 'audit redact',
    usage: '<call id> --reason TEXT',
    summary: 'erase the payloads of a call that can be erased, and record that and why',
    isAlwaysJson: true,
    run: async (input) => (await import('./audit-redact.js')).auditRedact(input),
  },
  {
    name: 'undo',
    usage: '<id> | --session ID [--dry-run] [--json]',
    summary:
      'put files back as they were before a call, or before all calls of a session; ends with 0 complete, 1 partly or not',
    exits:
      '0 everything is as before, 1 only a part of it or nothing, or no such call or session, 2 wrongly used',
    run: async (input) => (await import('./undo.js')).undo(input),
  },
  {
    name: 'diff',
    usage: '<id> [--json]',
    summary: 'show what differs now from the time before a call: per path what, by whom, and the lines',
    run: async (input) => (await import('./diff.js')).diff(input),
  },
  {
    name: 'snapshots',
    usage: '[--session ID] [--limit N] [--json]',
    summary:
      'list what can be undone, newest first (20 unless --limit says otherwise): as JSON, or as a table on a terminal',
    run: async (input) => (await import('./snapshots.js')).snapshots(input),
  },
  {
    name: 'scan',
    usage: '<file|-> [--kind secrets,pii,injection] [--min-severity 1|2|3] [--json]',
    summary:
      'look for secrets, personal data and injected instructions; 0 when nothing is found, 1 otherwise',
    exits: '0 nothing found, 1 something found or a part not looked at, 2 wrongly used',
    run: async (input) => (await import('./scan.js')).scan(input),
  },
  {
    name: 'stats',
    usage: '',
    summary: 'count recorded calls, failures and high risks, as JSON',
    isAlwaysJson: true,
    run: async (input) => (await import('./stats.js')).stats(input),
  },
  {
    name: 'profile',
    usage: '[session]',
    summary: 'show the quality profile of the agent, or of one session, as JSON',
    isAlwaysJson: true,
    run: async (input) => (await import('./profile.js')).profile(input),
  },
  {
    name: 'status',
    usage: '[--session ID] [--json]',
    summary:
      'show the quality of the agent, the trust in a session (default: the latest) and what is halted, as text',
    run: async (input) => (await import('./status.js')).status(input),
  },
  {
    name: 'halt',
    usage: '[session | --all] [--reason TEXT] [--json]',
    summary:
      'stop a session at once, the latest one, or all, also later ones: no tool runs until a person resumes it',
    run: async (input) => (await import('./halt.js')).halt(input),
  },
  {
    name: 'resume',
    usage: '[session | --all] [--json]',
    summary: 'let a halted session go on, the only one, or what --all stopped; for people, denied to agents',
    run: async (input) => (await import('./resume.js')).resume(input),
  },
  {
    name: 'report',
    usage: '--html|--prometheus|--otel|--json [FILE] [--force] [--session ID] [--since T]',
    summary:
      'report on quality, trust and decisions over time: a page of HTML, Prometheus, OpenTelemetry or JSON',
    run: async (input) => (await import('./report.js')).report(input),
  },
  {
    name: 'memory',
    usage: '[--json]',
    summary: 'show what a new session would be told from memory; also as memory show',
    run: async (input) => (await import('./memory.js')).memory(input),
  },
  {
    name: 'memory search',
    usage: '<query> [--limit N] [--json]',
    summary: 'find events in the memory, best first (10 unless --limit says otherwise)',
    run: async (input) => (await import('../memory-search.js')).memorySearch(input),
  },
  {
    name: 'memory forget',
    usage: '<id> | --source NAME | --session ID [--json]',
    summary: 'forget one thing, or all of a source or a session, and what was derived from it',
    exits: '0 forgotten, 1 there was nothing to forget, 2 wrongly used',
    run: async (input) => (await import('../memory-forget.js')).memoryForget(input),
  },
  {
    name: 'memory migrate',
    usage: '<file> [--dry-run] [--json]',
    summary: 'take a file of notes such as MEMORY.md over; the file is only read',
    run: async (input) => (await import('../memory-migrate.js')).memoryMigrate(input),
  },
  {
    name: 'memory stats',
    usage: '[--json]',
    summary: 'say how full the memory is, and what is wrong with its files',
    exits: '0 all is well, 1 something is wrong with its files, 2 wrongly used',
    run: async (input) => (await import('../memory-stats.js')).memoryStats(input),
  },
  {
    name: 'mcp',
    usage:
      '[--name NAME] [--session ID] [--block-changed] [--trust-hints] -- <server> [arguments] | --accept --name NAME',
    summary:
      'run a server of the Model Context Protocol behind the guard, over stdio; --accept lets changed definitions of its tools hold; for people, denied to agents',
    exits:
      'that of the server (128 and the number of a signal that ended it); 1 it cannot be run, 2 wrongly used',
    run: async (input) => (await import('./mcp.js')).mcp(input),
  },
  {
    name: 'hook',
    usage: '[--allow] | --install | --print',
    summary:
      'answer one event of Claude Code from the input: judge a call before its tool runs, complete it after; --install writes the hooks into .claude/settings.json; for people, denied to agents',
    exits: '0 answered, 1 not done, 2 the tool must not run, or wrongly used',
    run: async (input) => (await import('./hook.js')).hook(input),
  },
  {
    name: 'sandbox doctor',
    usage: '[--image name] [--json]',
    summary: 'what this machine has for a sandbox and what it lacks; 0 when one can be had, 1 otherwise',
    exits: '0 a sandbox can be had, 1 none can, 2 wrongly used',
    run: async (input) => (await import('./sandbox-doctor.js')).sandboxDoctor(input),
  },
  {
    name: 'sandbox run',
    usage:
      '[--backend docker|bubblewrap|auto] [--image name] [--allow host,…] [--timeout ms] [--dry-run] [--json] -- <program> [arguments]',
    summary: 'run a program in a sandbox around the workspace; 0 when it ends with 0, 1 otherwise',
    run: async (input) => (await import('./sandbox-run.js')).sandboxRun(input),
  },
  {
    name: 'sandbox image',
    usage: 'build [--name repository:tag] [--programs node,git,bash] [--json]',
    summary: 'build the image of Docker sandboxes from programs of this machine, without a registry',
    run: async (input) => (await import('./sandbox-image-build.js')).sandboxImageBuild(input),
  },
  {
    name: 'server',
    usage: '[--port N] [--host ADDRESS] [--token TOKEN] [--json]',
    summary:
      'serve the workspace over HTTP until it is stopped (127.0.0.1, port 3300); for people, denied to agents',
    exits:
      '0 stopped, 1 the workspace cannot be opened or the address not listened on, 2 wrongly used or configured',
    run: async (input) => (await import('./server.js')).server(input),
  },
  {
    name: 'completion',
    usage: 'bash|zsh|fish [--json]',
    summary: 'print what makes a shell complete commands and options',
    run: async (input) => (await import('./completion.js')).completion(input, COMMANDS),
  },
];
