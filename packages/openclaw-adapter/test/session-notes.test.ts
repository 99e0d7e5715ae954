import { expect, it } from 'vitest';
import { createSessionNotes } from '../src/session-notes.js';

const note = (digest: string): { tool: string; digest: string; reason: string } => ({
  tool: 'exec',
  digest,
  reason: digest,
});

it('a yes without the name of the question counts only where there was one question', () => {
  const notes = createSessionNotes(() => 0);
  const first = notes.asked('s', note('one'));
  expect(notes.grant('s')).toMatchObject({ state: 'granted', question: { digest: 'one', id: first } });
  const second = notes.asked('s', note('two'));
  // The person may have the first one in mind still.
  expect(notes.grant('s')).toMatchObject({ state: 'unclear', waiting: [{ id: second }] });
  expect(notes.grant('s', first)).toMatchObject({ state: 'unclear' });
  expect(notes.grant('s', second)).toMatchObject({ state: 'granted' });
  expect(notes.grant('s', second)).toEqual({ state: 'nothing' });
  expect(notes.takeGrant('s', 'one')).toBe(false);
  expect(notes.takeGrant('s', 'two')).toBe(true);
  expect(notes.takeGrant('s', 'two')).toBe(false);
});

it('the same call asked about again is the same question', () => {
  const notes = createSessionNotes(() => 0);
  notes.asked('s', note('one'));
  notes.asked('s', note('one'));
  expect(notes.grant('s')).toMatchObject({ state: 'granted' });
  expect(notes.grant('s')).toEqual({ state: 'nothing' });
});

it('questions and grants hold for ten minutes', () => {
  let now = 0;
  const notes = createSessionNotes(() => now);
  notes.asked('s', note('one'));
  now = 600_001;
  expect(notes.grant('s')).toEqual({ state: 'nothing' });
  notes.asked('s', note('two'));
  notes.grant('s');
  now += 600_001;
  expect(notes.takeGrant('s', 'two')).toBe(false);
});
