import type { Json, LocalizedText } from '@sentinel-agentos/core';
import type { SandboxBackend } from '../backend.js';
import type { SandboxPolicy } from '../policy/sandbox-policy.js';
import { networkTargets } from '../preflight/network-targets.js';
import { writtenPaths } from '../preflight/written-paths.js';
import { flatten, readCommands } from '../shell/read-commands.js';
import { redact } from '../shown-text.js';
import type { JudgedCall } from './validate-call.js';

/** What running a call would mean. Plain JSON. */
export type CallPlan = {
  readonly mode: 'dry-run';
  readonly tool: string;
  /** What the backend would start: program, container or mounts. Null for a tool that is a function. */
  readonly run: Json;
  readonly affectedFiles: readonly string[];
  readonly network: readonly string[];
  readonly summary: LocalizedText;
};

const MAX_NAMED = 10;

function named(items: readonly string[]): string {
  const more = items.length > MAX_NAMED ? ', …' : '';
  return items.slice(0, MAX_NAMED).map(redact).join(', ') + more;
}

function summarise(tool: string, files: readonly string[], hosts: readonly string[]): LocalizedText {
  const shown = redact(tool);
  return {
    en: [
      `Dry run of ${shown}: nothing was run.`,
      files.length === 0 ? 'No file change is known.' : `It would change ${named(files)}.`,
      ...(hosts.length === 0 ? [] : [`It would reach ${named(hosts)}.`]),
    ].join(' '),
    zh: [
      `${shown} 的试运行：没有执行任何操作。`,
      files.length === 0 ? '未发现文件改动。' : `将会改动 ${named(files)}。`,
      ...(hosts.length === 0 ? [] : [`将会访问 ${named(hosts)}。`]),
    ].join(''),
  };
}

/** The plan of a call that may run; starts nothing and changes nothing. */
export function planCall(
  backend: SandboxBackend,
  policy: SandboxPolicy,
  tool: string,
  judged: Exclude<JudgedCall, { kind: 'rejected' }>,
): CallPlan {
  if (judged.kind === 'function') {
    return {
      mode: 'dry-run',
      tool,
      run: null,
      affectedFiles: [],
      network: [],
      summary: summarise(tool, [], []),
    };
  }
  const commands = readCommands(judged.command) ?? [];
  const cwd = judged.request.cwd ?? policy.fs.workspace;
  const affectedFiles = [...new Set(writtenPaths(commands, cwd, '/tmp'))];
  const network = [
    ...new Set(
      flatten(commands)
        .flatMap(networkTargets)
        .map(({ host, port }) => (port === undefined ? host : `${host}:${port}`)),
    ),
  ];
  const run = backend.plan(policy, judged.request);
  return {
    mode: 'dry-run',
    tool,
    run,
    affectedFiles,
    network,
    summary: summarise(tool, affectedFiles, network),
  };
}
