import { answerEvent, callsOnDisk, openKeptCalls, readHookEvent } from 'sentinel-agentos/claude-hooks';
import { join } from 'node:path';
import { INPUT, nothing, OUTPUT } from './door.js';
import type { AgentOS } from 'sentinel-agentos';
import type { BegunCalls } from 'sentinel-agentos/claude-hooks';
import type { Door, OpenDoor } from './door.js';

/** The event before the tool of a call and the one after it, as Claude Code tells them. */
export function eventsOf(useId: string, cwd: string): readonly [before: object, after: object] {
  const base = { session_id: 'bench', cwd, tool_name: 'Bash', tool_use_id: useId, tool_input: INPUT };
  return [
    { ...base, hook_event_name: 'PreToolUse' },
    { ...base, hook_event_name: 'PostToolUse', tool_response: { stdout: OUTPUT } },
  ];
}

/** Hooks in the process of an agent, which keeps its calls in memory. */
const inMemory: OpenDoor = (os, folder) => ({
  ...doorOf(os, folder, callsInMemory()),
  name: 'hooks',
});

/** The same with the calls on the disk, as hooks need them that are processes of their own. */
const onDisk: OpenDoor = (os, folder) => ({
  ...doorOf(os, folder, callsOnDisk(os, openKeptCalls(join(folder, 'open-calls')))),
  name: 'hooks-on-disk',
});

export const HOOK_DOORS: readonly OpenDoor[] = [inMemory, onDisk];

function doorOf(os: AgentOS, cwd: string, calls: BegunCalls): Omit<Door, 'name'> {
  let id = 0;
  return {
    async through() {
      id += 1;
      const [before, after] = eventsOf(`use-${id}`, cwd);
      answerEvent(os, calls, readHookEvent(before));
      return Promise.resolve(answerEvent(os, calls, readHookEvent(after)));
    },
    execute: async () =>
      os.execute('Bash', INPUT, async () => Promise.resolve({ stdout: OUTPUT }), {
        sessionId: 'bench',
        agentId: 'claude-code',
        cwd,
      }),
    bare: nothing,
  };
}

function callsInMemory(): BegunCalls {
  type Begun = Parameters<BegunCalls['keep']>[2];
  const open = new Map<string, Begun>();
  return {
    keep: (_event, { useId }, started) => void open.set(useId, started),
    take(_event, { useId }) {
      const started = open.get(useId);
      open.delete(useId);
      return started === undefined ? undefined : { started, isSame: true };
    },
    sweep: () => [],
  };
}
