import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { AgentOS, ALL_SESSIONS } from 'sentinel-agentos';
import { hostPlaces, PLUGIN_ID } from './own-places.js';
import { liveProblems } from './live-check.js';
import { folderOf, messageOf, sentinelOptions } from './agent-sentinels.js';
import { agentIn } from './translate-call.js';
import { agentsOf, memberOf, type HostAgent } from './host-config.js';
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
    return await run(input);
  } catch (error) {
    input.out(`Sentinel: ${messageOf(error)}`);
    return FAILED;
  }
}

/** The agents of the configuration that have a state, and the first of them in any case. */
function agentsIn({ config, stateDir }: SentinelCliInput): readonly HostAgent[] {
  return agentsOf(config, stateDir).filter(
    ({ id }, at) => at === 0 || existsSync(join(stateDir, PLUGIN_ID, folderOf(id))),
  );
}

/** Uses the Sentinel of each agent in turn, and closes it. Gives what each gave. */
async function withEach<T>(
  input: SentinelCliInput,
  agents: readonly HostAgent[],
  use: (os: AgentOS, agentId: string) => T,
): Promise<readonly T[]> {
  const config = parseConfig(entryOf(input.config)['config']);
  const given: T[] = [];
  const workspaces = agentsOf(input.config, input.stateDir).map(({ workspace }) => workspace);
  for (const agent of agents) {
    const options = sentinelOptions(config, hostPlaces(input.stateDir), agent, workspaces);
    const os = new AgentOS({ ...options, migrateMemoryFile: false });
    try {
      given.push(use(os, agent.id));
    } finally {
      await os.close();
    }
  }
  return given;
}

async function run(input: SentinelCliInput): Promise<number> {
  const { verb, words, out } = input;
  const agents = agentsIn(input);
  const ofSession = (session: string): readonly HostAgent[] => {
    const known = agents.filter(({ id }) => id === agentIn(session));
    return known.length > 0 ? known : agents.slice(0, 1);
  };
  switch (verb) {
    case 'halt':
    case 'resume': {
      const isAll = words.includes('--all');
      const session = words.find((word) => word !== '--all') ?? (await lastSession(input, agents));
      const asked = isAll ? ALL_SESSIONS : session;
      await withEach(input, isAll ? agents : ofSession(session), (os) => os[verb](asked, { by: 'cli' }));
      out(`${verb === 'halt' ? 'Halted' : 'Resumed'} ${isAll ? 'every session' : session}`);
      return DONE;
    }
    case 'undo':
      return undo(input, agents);
    case 'verify': {
      const ends = await withEach(input, agents, (os, id) => {
        const { status } = os.verifyAudit();
        out(`${agents.length === 1 ? '' : `${id}: `}journal: ${status}`);
        return status === 'ok';
      });
      return ends.every(Boolean) ? DONE : FAILED;
    }
    default:
      await withEach(input, agents, (os, id) => {
        if (agents.length > 1) out(`Agent ${id}`);
        out(os.statusReport(words[0] ?? lastSessionOf(os)));
      });
      return DONE;
  }
}

async function undo(input: SentinelCliInput, agents: readonly HostAgent[]): Promise<number> {
  const { words, out } = input;
  const [id] = words;
  const ends = await withEach(input, agents, (os) => {
    const all = os.snapshots();
    if (id === undefined) for (const each of all.slice(0, 20)) out(`${each.id} ${each.status}`);
    if (id === undefined || !all.some((each) => each.id === id)) return null;
    const report = os.undo(id);
    out(`${id}: ${report.status}`);
    for (const { path, outcome } of report.paths) out(`${outcome} ${path}`);
    return report.status === 'complete';
  });
  if (id === undefined) return DONE;
  if (ends.every((end) => end === null)) out(`Sentinel: no agent of this host has a snapshot of ${id}`);
  return ends.includes(true) ? DONE : FAILED;
}

/** The session of the latest call of any agent. */
async function lastSession(input: SentinelCliInput, agents: readonly HostAgent[]): Promise<string> {
  const latest = await withEach(input, agents, (os) => os.audit({ limit: 1 })[0]);
  const [last] = latest.flatMap((entry) => entry ?? []).toSorted((a, b) => b.at - a.at);
  return last?.sessionId ?? 'agent:main:main';
}

function lastSessionOf(os: AgentOS): string {
  return os.audit({ limit: 1 })[0]?.sessionId ?? 'agent:main:main';
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
    await withEach(input, agentsIn(input), (os, id) => {
      const { status } = os.verifyAudit();
      const isNew = os.getAuditStats().totalOperations === 0;
      if (status !== 'ok' && !isNew) problems.push(`the journal of ${id} does not verify: ${status}`);
      problems.push(...os.fullStatus().attention.map((each) => `${id}: ${each}`));
    });
  } catch (error) {
    problems.push(messageOf(error));
  }
  const isLive = input.words.includes('--live');
  if (isLive && problems.length === 0) problems.push(...(await liveProblems(config)));
  for (const problem of problems) out(`✗ ${problem}`);
  if (problems.length === 0) out('✓ Sentinel guards this OpenClaw');
  if (problems.length === 0 && isLive)
    out('✓ the gateway that runs blocked what must be blocked, and ran what may run');
  return problems.length === 0 ? DONE : FAILED;
}

function entryOf(config: unknown): Readonly<Record<string, unknown>> {
  return memberOf(memberOf(memberOf(config, 'plugins'), 'entries'), PLUGIN_ID);
}
