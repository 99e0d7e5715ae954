import type { EventType } from '@sentinel-agentos/memory';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** One event of a story. */
export interface StoryEvent {
  readonly event: string;
  readonly session: string;
  /** Since the story began. */
  readonly day: number;
  /** `agent`, or the name of a person. */
  readonly actor: string;
  readonly type: EventType;
  readonly text: string;
}

/** A question about a story. */
export interface StoryQuestion {
  readonly question: string;
  /** What kind of answer it wants. */
  readonly asks: string;
  /** It avoids the telling words of its evidence. */
  readonly paraphrased: boolean;
  readonly text: string;
  /** The events that answer it; at least one. */
  readonly evidence: readonly string[];
  /** Events that hold a value which no longer answers it. */
  readonly stale?: readonly string[];
}

/** What happened, in its order, and what is asked about it. */
export interface Story {
  readonly name: string;
  readonly events: readonly StoryEvent[];
  readonly questions: readonly StoryQuestion[];
}

/** Languages the suites are written in. */
export const SUITE_LANGUAGES = ['en', 'zh'] as const;

/** The suites, by the names of their files. */
export const SUITES = ['knowledge-updates', 'agent-episodes'] as const;

/** Reads the stories of a suite in one language, in the order of the file. */
export function readStories(
  suite: (typeof SUITES)[number],
  language: (typeof SUITE_LANGUAGES)[number],
): readonly Story[] {
  const file = new URL(`../../packages/memory/suites/${suite}.${language}.jsonl`, import.meta.url);
  const lines = readFileSync(fileURLToPath(file), 'utf8').trimEnd().split('\n');
  const stories = new Map<string, { events: StoryEvent[]; questions: StoryQuestion[] }>();
  for (const line of lines) {
    const row = JSON.parse(line) as { readonly story: string } & (StoryEvent | StoryQuestion);
    const story = stories.get(row.story) ?? { events: [], questions: [] };
    stories.set(row.story, story);
    if ('event' in row) story.events.push(row);
    else story.questions.push(row);
  }
  return [...stories].map(([name, story]) => ({ name, ...story }));
}
