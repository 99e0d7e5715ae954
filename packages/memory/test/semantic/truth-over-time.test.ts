import { SteppingClock } from '@sentinel-agentos/core/testing';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/memory.js';
import type { SemanticMemory } from '../../src/semantic/semantic-memory.js';
import { temporaryFolder } from '../temporary-folder.js';

const DAY = 86_400_000;
const JAN_1 = Date.UTC(2026, 0, 1);

function open(): { readonly semantic: SemanticMemory; readonly clock: SteppingClock } {
  const clock = new SteppingClock(JAN_1);
  return { semantic: createMemory({ dir: temporaryFolder(), clock }).semantic, clock };
}
const facts = (semantic: SemanticMemory): readonly string[] => semantic.facts().map((fact) => fact.value);

describe('a free sentence', () => {
  it.each([
    [['I live in Paris', 'I moved to Berlin'], ['I moved to Berlin']],
    [['My editor is Vim', 'my editor is now Helix'], ['my editor is now Helix']],
    [['我用 npm', '我现在用 pnpm'], ['我现在用 pnpm']],
    [['我住在北京', '我搬到了上海'], ['我搬到了上海']],
    [['I use yarn', '我现在用 pnpm'], ['我现在用 pnpm']],
    [['I use Vim', 'I no longer use Vim'], ['I no longer use Vim']],
    [
      ['I use Helix', 'I no longer use Vim'],
      ['I use Helix', 'I no longer use Vim'],
    ],
    [['The build uses Docker', 'The build does not use Docker'], ['The build does not use Docker']],
    [['Never push to main', 'Do push to main'], ['Do push to main']],
  ])('%j leaves %j', (said, left) => {
    const { semantic, clock } = open();
    for (const text of said) {
      semantic.addFact(text);
      clock.advance(DAY);
    }
    expect(facts(semantic)).toEqual(left);
  });

  it.each([
    ['another number', 'Retries stop after 3 attempts', 'Retries stop after 5 attempts'],
    ['another name', 'Ann likes tea', 'Bob likes tea'],
    ['another tense', 'The API was stable', 'The API is stable'],
    ['another sign', 'Ignore *.ts', 'Ignore .ts'],
    ['another language', 'Written in C', 'Written in C++'],
    ['another number, in Chinese', '最多重试 3 次', '最多重试 5 次'],
  ])('is never merged with one of %s', (_, one, other) => {
    const { semantic } = open();
    semantic.addFact(one);
    semantic.addFact(other);
    expect(facts(semantic)).toEqual([one, other]);
  });

  it('that says the same in other words adds support', () => {
    const { semantic } = open();
    semantic.addFact('I moved to Berlin', { source: 's1' });
    semantic.addFact('I live in Berlin', { source: 's2' });
    semantic.addFact('The logs are really in the /var/log folder.');
    semantic.addFact('the logs are in /var/log folder');
    expect(semantic.facts()).toMatchObject([
      { value: 'I moved to Berlin', slot: 'user.home', support: 2, sources: ['s1', 's2'], confidence: 0.675 },
      { support: 2 },
    ]);
  });

  it('keeps every value a slot ever had, each with the time it held', () => {
    const { semantic, clock } = open();
    for (const city of ['Paris', 'Berlin', 'Oslo']) {
      semantic.addFact(`I moved to ${city}`);
      clock.advance(DAY);
    }
    const history = semantic.history('user.home');
    expect(history.map((item) => item.value)).toEqual([
      'I moved to Paris',
      'I moved to Berlin',
      'I moved to Oslo',
    ]);
    expect(history.map((item) => item.validTo)).toEqual([history[1]?.validFrom, history[2]?.validFrom, null]);
    expect(history.map((item) => item.supersededBy)).toEqual([history[1]?.id, history[2]?.id, null]);
    expect(semantic.history('nothing')).toEqual([]);
  });
});

describe('a conflict', () => {
  it('is raised by a less trusted word, and the owner’s stays until it is resolved', () => {
    const { semantic } = open();
    const owners = semantic.setPreference('registry', 'npmjs');
    for (const trust of ['tool', 'agent', 'untrusted'] as const) {
      const claim = semantic.setPreference('registry', `${trust}'s`, { trust, source: 'page' });
      expect(claim.conflict).toEqual({ reason: 'trust', with: owners.id });
    }
    expect(semantic.getPreference('registry')).toBe('npmjs');
    expect(semantic.conflicts()).toMatchObject([
      { slot: 'registry', reason: 'trust', holds: { value: 'npmjs' }, claim: { value: "tool's" } },
      { claim: { value: "agent's" } },
      { claim: { value: "untrusted's" } },
    ]);
    expect(semantic.stats()).toMatchObject({ preferences: 1, conflicts: 3 });
  });

  it('is raised by a value dated before the one that holds, whoever says it', () => {
    const { semantic, clock } = open();
    clock.advance(10 * DAY);
    semantic.addFact('I moved to Berlin', { trust: 'owner' });
    const earlier = semantic.addFact('I moved to Paris', { trust: 'owner', validFrom: JAN_1 });
    expect(earlier.conflict?.reason).toBe('time');
    expect(facts(semantic)).toEqual(['I moved to Berlin']);
    expect(() => semantic.addFact('x', { validFrom: clock.now() + DAY })).toThrow(
      /validFrom must be at most now/u,
    );
  });

  it('leaves the more trusted word in place when that one is dated earlier', () => {
    const { semantic, clock } = open();
    clock.advance(10 * DAY);
    semantic.addFact('I moved to Berlin', { trust: 'tool' });
    semantic.addFact('I moved to Paris', { trust: 'owner', validFrom: JAN_1 });
    expect(facts(semantic)).toEqual(['I moved to Paris']);
    expect(semantic.conflicts()).toMatchObject([{ reason: 'time', claim: { value: 'I moved to Berlin' } }]);
  });

  it('is resolved by the owner’s word, either way, and nothing is deleted', () => {
    const { semantic, clock } = open();
    semantic.setPreference('editor', 'vim');
    clock.advance(DAY);
    const claim = semantic.setPreference('editor', 'helix', { trust: 'agent' });
    const other = semantic.setPreference('editor', 'nano', { trust: 'agent' });
    expect(semantic.resolveConflict(other.id, 'keep')).toMatchObject({ value: 'vim' });
    expect(semantic.resolveConflict(claim.id, 'accept')).toMatchObject({ value: 'helix', trust: 'owner' });
    expect(semantic.resolveConflict(claim.id, 'accept')).toBeUndefined();
    expect(semantic.getPreference('editor')).toBe('helix');
    expect(semantic.conflicts()).toEqual([]);
    expect(semantic.history('editor').map((item) => [item.value, item.validTo === null])).toEqual([
      ['vim', false],
      ['helix', true],
      ['nano', false],
    ]);
    expect(() => semantic.resolveConflict(claim.id, 'delete' as never)).toThrow(
      /verdict must be keep or accept/u,
    );
  });

  it('is over once the owner speaks again, and the same claim again adds support to it', () => {
    const { semantic } = open();
    semantic.setPreference('editor', 'vim');
    semantic.setPreference('editor', 'helix', { trust: 'agent' });
    expect(semantic.setPreference('editor', 'helix', { trust: 'agent' }).support).toBe(2);
    expect(semantic.conflicts()).toHaveLength(1);
    semantic.setPreference('editor', 'helix');
    expect(semantic.getPreference('editor')).toBe('helix');
    expect(semantic.conflicts()).toEqual([]);
  });

  it('does not make the owner’s value less trusted when others repeat it', () => {
    const { semantic } = open();
    semantic.setPreference('editor', 'vim');
    expect(semantic.setPreference('editor', 'vim', { trust: 'tool' })).toMatchObject({
      trust: 'owner',
      support: 2,
    });
  });
});

describe('a rule', () => {
  it('loses 0.05 when something speaks against it, but not on a less trusted word', () => {
    const { semantic } = open();
    semantic.learnRule('Compile before testing', 's1', { trust: 'owner' });
    expect(semantic.contradictRule('compile before testing')).toBeUndefined();
    expect(semantic.contradictRule('compile before testing', { trust: 'owner' })).toMatchObject({
      confidence: 0.45,
    });
    expect(semantic.contradictRule('no such rule', { trust: 'owner' })).toBeUndefined();
  });

  it('is replaced by its own negation', () => {
    const { semantic } = open();
    semantic.learnRule('提交前运行测试');
    semantic.learnRule('提交前不运行测试');
    expect(semantic.rules().map((rule) => rule.value)).toEqual(['提交前不运行测试']);
  });
});

describe('what the owner says in a session', () => {
  it('becomes a fact that names its event, and outlives it', () => {
    const clock = new SteppingClock(JAN_1);
    const memory = createMemory({ dir: temporaryFolder(), clock });
    const said = memory.episodic.record('note', 'I moved to Berlin', { sessionId: 's1', trust: 'owner' });
    memory.episodic.record('note', 'I moved to Rome', { sessionId: 's1' });
    memory.episodic.record('note', 'Nice weather', { sessionId: 's1', trust: 'owner' });
    memory.endSession('s1');
    memory.endSession('s1');
    expect(memory.semantic.facts()).toMatchObject([
      { value: 'I moved to Berlin', trust: 'owner', sources: [said.id], support: 1 },
    ]);
  });

  it('does not undo what the owner said later', () => {
    const clock = new SteppingClock(JAN_1);
    const memory = createMemory({ dir: temporaryFolder(), clock });
    memory.episodic.record('note', 'I live in Paris', { sessionId: 's1', trust: 'owner' });
    clock.advance(DAY);
    memory.semantic.addFact('I moved to Oslo', { trust: 'owner' });
    memory.endSession('s1');
    expect(memory.semantic.facts().map((fact) => fact.value)).toEqual(['I moved to Oslo']);
    expect(memory.semantic.conflicts()).toEqual([]);
  });
});
