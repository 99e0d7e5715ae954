import { createMemory } from '@sentinel-agentos/memory';

/** How a memory is after a crash. */
export interface Remembered {
  /** What was acknowledged and is gone, or stands out of the order in which its writer said it. */
  readonly lost: readonly string[];
  /** Why it could not be continued; null when it could. */
  readonly broken: string | null;
}

const ALL = 1_000_000;

/** What a writer's output acknowledges, in order. A last line that was cut short says nothing. */
export function acknowledgedIn(output: string): readonly string[] {
  return output
    .split('\n')
    .slice(0, -1)
    .filter((line) => line.startsWith('+'))
    .map((line) => line.slice(1));
}

/** Opens a memory again, continues it and looks for what its writers acknowledged. */
export function remembered(dir: string, store: 'journal' | 'sqlite', outputs: readonly string[]): Remembered {
  try {
    const memory = createMemory({
      dir,
      episodicStore: store,
      maxEpisodicSizeKb: 1_000_000,
      maxSemanticSizeKb: 1_000_000,
    });
    memory.episodic.record('note', `continued ${outputs.length}`, { sessionId: 'parent' });
    memory.semantic.setPreference('continued', outputs.length);
    const events = memory.episodic.recent({ limit: ALL }).toReversed();
    const places = new Map(events.map((event) => [event.text, event.seq]));
    return { lost: outputs.flatMap((output) => lostOf(output, memory, places)), broken: null };
  } catch (error) {
    return { lost: [], broken: String(error) };
  }
}

function lostOf(
  output: string,
  { semantic }: ReturnType<typeof createMemory>,
  places: ReadonlyMap<string, number>,
): readonly string[] {
  let before = 0;
  return acknowledgedIn(output).flatMap((what) => {
    if (what.startsWith('preference ')) {
      return semantic.getPreference(what) === Number(what.split('-').at(-1)) ? [] : [`${what} is gone`];
    }
    const place = places.get(what);
    if (place === undefined) return [`${what} is gone`];
    if (place <= before) return [`${what} is out of order`];
    before = place;
    return [];
  });
}
