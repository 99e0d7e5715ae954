import { describe, expect, it } from 'vitest';
import { createSpawnWatch, isSpawnTool, SPAWN_LIMIT, SPAWN_WINDOW } from '../../src/trust/spawn-limit.js';

describe('a tool that starts another agent', () => {
  it.each([
    'spawn_agent',
    'sessions_spawn',
    'Task',
    'agent',
    'runSubagent',
    'mcp__crew__delegate_task',
    'functions.spawn_agent',
    'subagent',
  ])('[S4-13] is known by its whole name: %s', (tool) => {
    expect(isSpawnTool(tool)).toBe(true);
  });

  it.each(['todo_task_list', 'TaskList', 'agents_list', 'sessions_list', 'bash', '', '__proto__', 'taskbar'])(
    '%j is none',
    (tool) => {
      expect(isSpawnTool(tool)).toBe(false);
    },
  );
});

describe('the helpers of five minutes', () => {
  it('[S4-13] are counted until the window has passed', () => {
    const watch = createSpawnWatch();
    for (let n = 0; n < SPAWN_LIMIT; n += 1) watch.started(`call_${n}`, n);
    expect(watch.within(10)).toBe(5);
    expect(watch.within(SPAWN_WINDOW - 1)).toBe(5);
    expect(watch.within(SPAWN_WINDOW)).toBe(4);
    expect(watch.within(2 * SPAWN_WINDOW)).toBe(0);
  });

  it('do not count where none was started after all, and once for the same call', () => {
    const watch = createSpawnWatch();
    watch.started('a', 1);
    watch.started('a', 2);
    watch.started('b', 3);
    watch.withdrawn('b');
    expect(watch.within(4)).toBe(1);
  });

  it('are told of once in five minutes when more are refused', () => {
    const watch = createSpawnWatch();
    for (let n = 0; n < SPAWN_LIMIT; n += 1) watch.started(`call_${n}`, 1000);
    const refusals = [1000, 1001, SPAWN_WINDOW, SPAWN_WINDOW + 999, SPAWN_WINDOW + 1000];
    expect(refusals.map((at) => watch.refused(at))).toEqual([6, null, null, null, 1]);
  });

  it('take no more room however many there are', () => {
    const watch = createSpawnWatch();
    for (let n = 0; n < 100_000; n += 1) watch.started(`call_${n}`, n / 1000);
    expect(watch.within(100)).toBe(64);
  });
});
