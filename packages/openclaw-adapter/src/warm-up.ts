import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { tmpdir } from 'node:os';
import type { Gate } from './gate.js';
import type { Results } from './results.js';

/** A core to practise on, and the folder that its agent works in. */
export interface PracticeCore {
  readonly core: {
    readonly gate: Gate;
    readonly results: Pick<Results, 'forModel'>;
    readonly stop: () => Promise<void>;
  };
  readonly workspace: string;
}

/** After so many rounds the engine has compiled what judges; more of them make nothing faster. */
const ROUNDS = 40;
/** Milliseconds after which a slow machine stops practising. */
const LONGEST = 2000;

/**
 * Plays calls on a core of its own in a folder that is thrown away, until the engine has compiled what judges calls:
 * the first real call is then no slower than the hundredth. Between two calls the host goes on with its own work.
 * Never throws: who could not practise is only slower.
 *
 * @param open makes a core whose state lies in the folder.
 */
export async function warmUp(open: (folder: string) => PracticeCore, signal: AbortSignal): Promise<void> {
  try {
    // Whoever starts it does not wait for the first of it either.
    await turn();
    const folder = mkdtempSync(join(tmpdir(), 'sentinel-warm-up-'));
    try {
      mkdirSync(join(folder, 'workspace'));
      await practise(open(folder), signal);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  } catch {
    // A disk that is full or read-only is told of where real calls meet it.
  }
}

async function practise(practice: PracticeCore, signal: AbortSignal): Promise<void> {
  const until = performance.now() + LONGEST;
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [index, sample] of samples(round).entries()) {
        if (signal.aborted || performance.now() > until) return;
        play(practice, sample, `warm-up-${round}-${index}`);
        await turn();
      }
    }
  } finally {
    await practice.core.stop();
  }
}

interface Sample {
  readonly tool: string;
  readonly params: Readonly<Record<string, unknown>>;
  /** What the tool leaves: file and text. */
  readonly leaves?: readonly [path: string, text: string];
}

/** What agents do all day: it is what must be fast. */
function samples(round: number): readonly Sample[] {
  const path = `notes-${round}.md`;
  const text = (first: string): string => `${first} of a sentence that says something.\n`.repeat(10);
  const [before, after] = [text('Some words'), text('Words')];
  return [
    { tool: 'write', params: { path, content: before }, leaves: [path, before] },
    { tool: 'read', params: { path } },
    { tool: 'exec', params: { command: `ls -la && git log -${round} --oneline | head` } },
    { tool: 'edit', params: { path, edits: [{ oldText: before, newText: after }] }, leaves: [path, after] },
    { tool: 'exec', params: { command: `echo ${round} > out.txt` }, leaves: ['out.txt', `${round}\n`] },
  ];
}

function play({ core, workspace }: PracticeCore, { tool, params, leaves }: Sample, id: string): void {
  const named = { runId: id, toolCallId: id };
  const context = { agentId: 'main', sessionKey: 'agent:main:warm-up', toolName: tool, ...named };
  const event = { toolName: tool, params, ...named };
  core.gate.policy(event, context);
  core.gate.hook(event, context);
  if (leaves !== undefined) writeFileSync(join(workspace, leaves[0]), leaves[1]);
  const result = { content: [{ type: 'text', text: 'done' }] };
  core.results.forModel({ toolName: tool, toolCallId: id, args: params, result }, context);
}
