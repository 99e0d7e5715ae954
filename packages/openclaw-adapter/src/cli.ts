import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { AgentOS } from 'sentinel-agentos';
import { hostPlaces, PLUGIN_ID } from './own-places.js';
import { messageOf, sentinelOptions } from './agent-sentinels.js';
import { parseConfig } from './config.js';

/** One command of `openclaw sentinel`. */
export interface SentinelCliInput {
  readonly verb: string;
  readonly words: readonly string[];
  /** The host's whole configuration. */
  readonly config: unknown;
  readonly stateDir: string;
  readonly out: (text: string) => void;
}

const DONE = 0;
const FAILED = 1;

/** Runs a command on the state folder, whether a gateway runs or not. Gives the exit code; never throws. */
export async function runSentinelCli(input: SentinelCliInput): Promise<number> {
  try {
    if (input.verb === 'setup') return setUp(input);
    if (input.verb === 'doctor') return await examine(input);
    return await withSentinel(input, (os) => run(os, input));
  } catch (error) {
    input.out(`Sentinel: ${messageOf(error)}`);
    return FAILED;
  }
}

async function withSentinel(input: SentinelCliInput, use: (os: AgentOS) => number): Promise<number> {
  const { stateDir, config } = input;
  const options = sentinelOptions(
    parseConfig(entryOf(config)['config']),
    hostPlaces(stateDir),
    'main',
    workspaceOf(config, stateDir),
  );
  const os = new AgentOS({ ...options, migrateMemoryFile: false });
  try {
    return use(os);
  } finally {
    await os.close();
  }
}

function run(os: AgentOS, { verb, words, out }: SentinelCliInput): number {
  const session = words[0] ?? os.audit({ limit: 1 })[0]?.sessionId ?? 'agent:main:main';
  switch (verb) {
    case 'halt':
      os.halt(session, { by: 'cli' });
      out(`Halted ${session}`);
      return DONE;
    case 'resume':
      os.resume(session, { by: 'cli' });
      out(`Resumed ${session}`);
      return DONE;
    case 'undo': {
      const [id] = words;
      if (id === undefined) {
        for (const { id: each, status } of os.snapshots({ limit: 20 })) out(`${each} ${status}`);
        return DONE;
      }
      const report = os.undo(id);
      out(`${id}: ${report.status}`);
      for (const { path, outcome } of report.paths) out(`${outcome} ${path}`);
      return report.status === 'complete' ? DONE : FAILED;
    }
    case 'verify': {
      const { status } = os.verifyAudit();
      out(`journal: ${status}`);
      return status === 'ok' ? DONE : FAILED;
    }
    default:
      out(os.statusReport(session));
      return DONE;
  }
}

/** Lets the host itself write its configuration: it knows its format, and whether it may. */
function setUp({ out, stateDir }: SentinelCliInput): number {
  const [node, host] = process.argv;
  if (node === undefined || host === undefined) return FAILED;
  const entry = `plugins.entries.${PLUGIN_ID}`;
  const settings = [`${entry}.enabled`, `${entry}.hooks.allowConversationAccess`];
  for (const name of settings) {
    const { status, stderr } = spawnSync(node, [host, 'config', 'set', name, 'true'], { encoding: 'utf8' });
    if (status !== 0) {
      out(`${name} could not be set: ${stderr.trim()}`);
      return FAILED;
    }
    out(`${name} = true`);
  }
  const { configFile } = hostPlaces(stateDir);
  if (existsSync(configFile)) chmodSync(configFile, 0o600);
  return DONE;
}

/** Everything that must hold for the guard to guard. */
async function examine(input: SentinelCliInput): Promise<number> {
  const { config, out } = input;
  const problems: string[] = [];
  const plugins = memberOf(config, 'plugins');
  const entry = entryOf(config);
  if (plugins['enabled'] === false || entry['enabled'] === false)
    problems.push('the plugin is switched off: openclaw plugins enable sentinel-agentos');
  if (memberOf(entry, 'hooks')['allowConversationAccess'] !== true)
    problems.push('no memory reaches the prompt: run openclaw sentinel setup');
  const allowed = plugins['allow'];
  if (Array.isArray(allowed)) {
    if (!allowed.includes(PLUGIN_ID))
      problems.push(`plugins.allow does not name ${PLUGIN_ID}, so it is not loaded`);
    out('note: while plugins.allow is set, `openclaw agent exec` runs no plugin: it is not guarded');
  }
  try {
    await withSentinel(input, (os) => {
      const { status } = os.verifyAudit();
      const isNew = os.getAuditStats().totalOperations === 0;
      if (status !== 'ok' && !isNew) problems.push(`the journal does not verify: ${status}`);
      problems.push(...os.fullStatus().attention);
      return DONE;
    });
  } catch (error) {
    problems.push(messageOf(error));
  }
  for (const problem of problems) out(`✗ ${problem}`);
  if (problems.length === 0) out('✓ Sentinel guards this OpenClaw');
  return problems.length === 0 ? DONE : FAILED;
}

function entryOf(config: unknown): Readonly<Record<string, unknown>> {
  return memberOf(memberOf(memberOf(config, 'plugins'), 'entries'), PLUGIN_ID);
}

function memberOf(value: unknown, name: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return {};
  const member = (value as Readonly<Record<string, unknown>>)[name];
  return typeof member === 'object' && member !== null ? (member as Readonly<Record<string, unknown>>) : {};
}

function workspaceOf(config: unknown, stateDir: string): string {
  const given = memberOf(memberOf(config, 'agents'), 'defaults')['workspace'];
  return typeof given === 'string' ? given : join(stateDir, 'workspace');
}
