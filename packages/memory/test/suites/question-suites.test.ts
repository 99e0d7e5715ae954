import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isEventType } from '../../src/episodic/event-type.js';

interface Row {
  readonly story: string;
  readonly event?: string;
  readonly question?: string;
  readonly session?: string;
  readonly day?: number;
  readonly actor?: string;
  readonly type?: string;
  readonly asks?: string;
  readonly paraphrased?: boolean;
  readonly text: string;
  readonly evidence?: readonly string[];
  readonly stale?: readonly string[];
}

const ASKS: Readonly<Record<string, readonly string[]>> = {
  'knowledge-updates': ['current', 'history', 'retracted', 'other'],
  'agent-episodes': ['command', 'correction', 'done', 'failure', 'file', 'fix', 'forbid', 'reason', 'wish'],
};

function rowsOf(suite: string, language: string): readonly Row[] {
  const file = fileURLToPath(new URL(`../../suites/${suite}.${language}.jsonl`, import.meta.url));
  return readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row);
}

describe.each(Object.keys(ASKS))('the suite %s', (suite) => {
  const byLanguage = { en: rowsOf(suite, 'en'), zh: rowsOf(suite, 'zh') };
  const all = [...byLanguage.en, ...byLanguage.zh];
  const questions = all.filter(({ question }) => question !== undefined);
  const stories = [...new Set(all.map(({ story }) => story))].map((name) =>
    all.filter(({ story }) => story === name),
  );

  it('asks at least 200 questions, 90 in each language, two fifths of them in other words', () => {
    expect(questions.length).toBeGreaterThanOrEqual(200);
    for (const rows of Object.values(byLanguage)) {
      const asked = rows.filter(({ question }) => question !== undefined);
      expect(asked.length).toBeGreaterThanOrEqual(90);
      const paraphrased = asked.filter((row) => row.paraphrased === true).length;
      expect(paraphrased / asked.length).toBeGreaterThanOrEqual(0.4);
    }
  });

  it('keeps each story in one piece, of 8 to 20 events and then 4 to 7 questions', () => {
    for (const language of Object.values(byLanguage)) {
      const begins = language.filter(({ story }, index) => language[index - 1]?.story !== story);
      expect(new Set(begins.map(({ story }) => story)).size).toBe(begins.length);
    }
    for (const rows of stories) {
      const events = rows.filter(({ event }) => event !== undefined);
      const asked = rows.filter(({ question }) => question !== undefined);
      expect(rows).toEqual([...events, ...asked]);
      expect(events.length).toBeGreaterThanOrEqual(8);
      expect(events.length).toBeLessThanOrEqual(20);
      expect(asked.length).toBeGreaterThanOrEqual(4);
      expect(asked.length).toBeLessThanOrEqual(7);
      expect(events.map(({ event }) => event)).toEqual(events.map((_, index) => `e${index + 1}`));
      expect(asked.map(({ question }) => question)).toEqual(asked.map((_, index) => `q${index + 1}`));
    }
  });

  it('tells who did what when in each event, and only a tool says the same twice', () => {
    for (const rows of stories) {
      const said = rows.filter(({ type }) => type !== 'tool_call').map(({ text }) => text);
      expect(new Set(said).size).toBe(said.length);
      const events = rows.filter(({ event }) => event !== undefined);
      for (const [index, { session, day, actor, type, text }] of events.entries()) {
        expect(isEventType(type)).toBe(true);
        expect(session).toMatch(/^[a-z]$/u);
        expect(actor?.trim()).toBeTruthy();
        expect(text.trim()).toBe(text);
        expect(text).not.toBe(events[index - 1]?.text);
        expect(day).toBeGreaterThanOrEqual(events[index - 1]?.day ?? 0);
      }
    }
  });

  it('labels every question with its evidence, and with what is stale where it asks for what holds', () => {
    for (const rows of stories) {
      const events = new Set(rows.map(({ event }) => event));
      for (const { question, asks, evidence = [], stale = [] } of rows) {
        if (question === undefined) continue;
        expect(ASKS[suite]).toContain(asks);
        expect(evidence.length).toBeGreaterThanOrEqual(1);
        const labelled = [...evidence, ...stale];
        expect(new Set(labelled).size).toBe(labelled.length);
        expect(labelled.filter((id) => !events.has(id))).toEqual([]);
        expect(stale.length > 0).toBe(asks === 'current' || asks === 'retracted');
      }
    }
  });
});
