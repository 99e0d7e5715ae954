import { existsSync } from 'node:fs';
import { parseParams } from '@sentinel-agentos/core';
import { createGuard } from '@sentinel-agentos/guard';
import type { CorpusRow } from './corpus.js';

/** What a guard made of one row. `why` is for people. */
export interface Judgement {
  readonly stopped: boolean;
  readonly denied: boolean;
  readonly why: string;
}

export interface Judge {
  readonly name: string;
  judge(row: CorpusRow): Judgement;
}

/** The guard of this project as a host makes it that sets nothing, with the real disk beneath it. */
export function sentinelJudge(workspaceRoot: string): Judge {
  const guard = createGuard({ workspaceRoot });
  return {
    name: '@sentinel-agentos/guard',
    judge({ tool, params, cwd }) {
      const { action, strict, reason, risk, effects, findings } = guard.inspect({
        id: 'corpus',
        tool,
        params: parseParams(params),
        sessionId: 'corpus',
        agentId: 'corpus',
        cwd,
        claims: [],
      });
      const decisive = effects[risk.decisiveEffect];
      const effect =
        decisive === undefined
          ? 'no effect'
          : `${decisive.verb} ${decisive.scope} ${decisive.reversibility} ${decisive.sensitivity} ${decisive.target}`;
      const rules = findings.filter(({ gate }) => gate !== 'risk').map(({ rule }) => rule);
      return {
        stopped: action === 'confirm' || action === 'deny',
        denied: action === 'deny',
        why: `${action}${strict ? ' strict' : ''} · ${reason.en} · ${effect} ${rules.join(' ')}`,
      };
    },
  };
}

/**
 * The best known guard of commands on npm, where somebody installed it beside the benchmark. It refuses every
 * command in a folder that is not there: it gets an empty one then.
 */
export async function rivalJudge(emptyFolder: string): Promise<Judge | null> {
  const name = 'cc-safety-net';
  let api: {
    checkCommand(input: { command: string; cwd: string }): { kind: 'allow' | 'deny'; reason?: string };
  };
  try {
    api = (await import(`${name}/api`)) as typeof api;
  } catch {
    return null;
  }
  return {
    name,
    judge({ params, cwd }) {
      const { command } = params;
      if (typeof command !== 'string') return { stopped: false, denied: false, why: 'reads commands only' };
      const folder = existsSync(cwd) ? cwd : emptyFolder;
      const { kind, reason } = api.checkCommand({ command, cwd: folder });
      return { stopped: kind === 'deny', denied: kind === 'deny', why: reason ?? kind };
    },
  };
}
