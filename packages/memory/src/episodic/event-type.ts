/** The nine kinds of events a memory of an agent's work is made of. */
export const EVENT_TYPES = [
  'tool_call',
  'tool_failure',
  'decision',
  'correction',
  'publish',
  'error',
  'milestone',
  'note',
  'user_feedback',
] as const;

/** One of the nine kinds. */
export type EventType = (typeof EVENT_TYPES)[number];

/** What is known of a kind of event: how much one matters (0–1) and after how many days it matters half. */
export interface EventTypeTraits {
  readonly base: number;
  readonly halfLifeDays: number;
}

/** What each kind is worth. What people said and decided outlives what tools did. */
export const EVENT_TYPE_TRAITS: Readonly<Record<EventType, EventTypeTraits>> = {
  tool_call: { base: 0.25, halfLifeDays: 7 },
  tool_failure: { base: 0.45, halfLifeDays: 14 },
  decision: { base: 0.7, halfLifeDays: 120 },
  correction: { base: 0.72, halfLifeDays: 90 },
  publish: { base: 0.6, halfLifeDays: 60 },
  error: { base: 0.5, halfLifeDays: 21 },
  milestone: { base: 0.62, halfLifeDays: 60 },
  note: { base: 0.35, halfLifeDays: 30 },
  user_feedback: { base: 0.6, halfLifeDays: 60 },
};

/** Whether a value is one of the nine kinds. */
export function isEventType(value: unknown): value is EventType {
  return EVENT_TYPES.some((type) => type === value);
}
