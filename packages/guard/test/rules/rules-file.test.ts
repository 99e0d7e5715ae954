import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SentinelError } from '@sentinel-agentos/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createRulesFile, loadRules } from '../../src/rules/rules-file.js';
import { createRulesSource } from '../../src/rules/rules-source.js';
import { parseRules } from '../../src/rules/parse-rules.js';
import type { GuardRules } from '../../src/rules/guard-rules.js';

let file: string;
beforeEach(() => {
  file = join(mkdtempSync(join(tmpdir(), 'rules-')), 'guard-rules.json');
});
const save = (content: unknown): void =>
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));

const EXAMPLE = {
  dangerous: [['rm -rf /', '删除整个系统']],
  warning: [['npm publish\\b', { en: 'publishes', zh: '发布' }]],
  sensitiveFiles: ['.env', '**/credentials/**'],
  protectedFiles: ['package.json'],
  schema: [
    {
      tool: 'write',
      required: ['path'],
      pathDeny: ['.env'],
      maxSize: { content: 1048576 },
      secrets: ['content'],
    },
  ],
};

describe('loadRules', () => {
  it('[S2-194] reads a file of the reference shape, also one with a byte order mark', () => {
    save(`\ufeff${JSON.stringify(EXAMPLE)}`);
    expect(loadRules(file)).toEqual(EXAMPLE);
    save({});
    expect(loadRules(file)).toEqual({});
  });

  it.each<[unknown, RegExp]>([
    ['{', /is not JSON/u],
    ['[]', /the rules: /u],
    [{ danger: [] }, /danger/u],
    [{ dangerous: ['rm'] }, /dangerous\.0: /u],
    [{ dangerous: [['rm']] }, /dangerous\.0/u],
    [{ warning: [['rm', { en: 'x' }]] }, /warning\.0\.1/u],
    [{ sensitiveFiles: [''] }, /sensitiveFiles\.0: /u],
    [{ protectedFiles: 'x' }, /protectedFiles: /u],
    [{ schema: [{}] }, /schema\.0\.tool: /u],
    [' '.repeat(1_048_577), /is larger than 1048576 bytes/u],
  ])('refuses %j and names the place', (content, message) => {
    save(content);
    expect(() => loadRules(file)).toThrow(message);
    expect(() => loadRules(file)).toThrow(new RegExp(file, 'u'));
  });

  it('says when there is no file, or something else', () => {
    const code = (path: string): unknown => {
      try {
        return loadRules(path);
      } catch (error) {
        return SentinelError.is(error) ? error.code : error;
      }
    };
    expect(code(file)).toBe('STATE_UNAVAILABLE');
    mkdirSync(file);
    expect(code(file)).toBe('INVALID_CONFIG');
  });
});

describe('parseRules', () => {
  it('names at most a handful of places', () => {
    expect(() => parseRules({ sensitiveFiles: Array.from({ length: 50 }, () => 1) }, 'rules')).toThrow(
      /^rules: (?:[^;]+; ){4}[^;]+$/u,
    );
  });
});

describe('a rules file that is edited', () => {
  const look = (): {
    taken: GuardRules[];
    now: { at: number };
    rules: ReturnType<typeof createRulesFile>;
  } => {
    const now = { at: 0 };
    const taken: GuardRules[] = [];
    return { taken, now, rules: createRulesFile(file, { clock: { monotonic: () => now.at }, everyMs: 100 }) };
  };

  it('[S2-194] is taken when it changes, and not looked at more often than asked', () => {
    const { taken, now, rules } = look();
    const take = (next: GuardRules): void => void taken.push(next);
    expect(rules.refresh(take, false)).toEqual({ state: 'absent', path: file, problem: null });
    save({ sensitiveFiles: ['a'] });
    expect(rules.refresh(take, false).state).toBe('absent');
    now.at = 100;
    expect(rules.refresh(take, false)).toEqual({ state: 'loaded', path: file, problem: null });
    now.at = 200;
    rules.refresh(take, false);
    expect(taken).toEqual([{ sensitiveFiles: ['a'] }]);
    save({ sensitiveFiles: ['a', 'bb'] });
    expect(rules.refresh(take, true).state).toBe('loaded');
    expect(taken).toHaveLength(2);
    expect(rules.status().state).toBe('loaded');
  });

  it('[S2-194] keeps the rules before when it is bad or gone, and says why', () => {
    const { taken, now, rules } = look();
    const take = (next: GuardRules): void => void taken.push(next);
    save({ sensitiveFiles: ['a'] });
    rules.refresh(take, false);
    save('{ "sensitiveFiles": [');
    now.at = 100;
    const bad = rules.refresh(take, false);
    expect(bad.state).toBe('kept');
    expect(bad.problem).toMatch(/is not JSON/u);
    now.at = 200;
    expect(rules.refresh(take, false)).toBe(bad);
    rmSync(file);
    now.at = 300;
    expect(rules.refresh(take, false)).toEqual({ state: 'kept', path: file, problem: `${file} is gone` });
    save({ sensitiveFiles: ['b'] });
    now.at = 400;
    expect(rules.refresh(take, false).state).toBe('loaded');
    expect(taken).toHaveLength(2);
  });

  it('that is bad from the start stays absent, with a reason', () => {
    const { rules } = look();
    save('x');
    const { state, problem } = rules.refresh(() => undefined, false);
    expect(state).toBe('absent');
    expect(problem).toMatch(/is not JSON/u);
  });
});

describe('the rules of a guard', () => {
  const facts = createFixedFileFacts();
  const schemas: string[][] = [];
  const source = (
    parts: Partial<Parameters<typeof createRulesSource>[0]> = {},
  ): ReturnType<typeof createRulesSource> =>
    createRulesSource({
      workspaceRoot: '/w',
      facts,
      builtIn: false,
      rules: undefined,
      file: undefined,
      everyMs: 0,
      takeSchema: (rules) => {
        if (rules.some(({ tool }) => tool === 'bad')) throw new SentinelError('INVALID_CONFIG', 'bad schema');
        schemas.push(rules.map(({ tool }) => tool));
      },
      ...parts,
    });

  it('are none unless asked for', () => {
    expect(source().current()).toEqual({
      dangerous: [],
      warning: [],
      sensitiveFiles: [],
      protectedFiles: [],
      schema: [],
    });
    expect(source().status()).toEqual({ state: 'none', path: null, problem: null });
    expect(source().refresh()).toEqual({ state: 'none', path: null, problem: null });
    expect(source({ builtIn: true }).current().dangerous).toHaveLength(12);
  });

  it('add up over the sources', () => {
    save({ sensitiveFiles: ['c'] });
    const rules = source({ builtIn: true, rules: { sensitiveFiles: ['b'] }, file });
    expect(rules.current().sensitiveFiles.slice(-2)).toEqual(['b', 'c']);
    expect(rules.current().dangerous).toHaveLength(12);
  });

  it('[S2-194] change as a whole or not at all', () => {
    save({ sensitiveFiles: ['a'], schema: [{ tool: 'good' }] });
    const rules = source({ file });
    const { version } = rules.book();
    for (const wrong of [
      { dangerous: [['(', 'x']] },
      { sensitiveFiles: ['b'], schema: [{ tool: 'bad' }] },
      { protectedFiles: ['\0'] },
    ]) {
      save(wrong);
      expect(rules.refresh({ force: true }).state).toBe('kept');
      expect(rules.current().sensitiveFiles).toEqual(['a']);
      expect(rules.book().version).toBe(version);
    }
    save({ sensitiveFiles: ['b'] });
    expect(rules.refresh().state).toBe('loaded');
    expect(rules.current().sensitiveFiles).toEqual(['b']);
    expect(rules.book().version).not.toBe(version);
    expect(schemas.at(-1)).toEqual([]);
  });

  it('that are wrong at the start are an error, not fewer rules', () => {
    save('nonsense');
    expect(() => source({ file })).toThrow(/is not JSON/u);
    expect(() => source({ rules: { dangerous: [['(', 'x']] } })).toThrow(/dangerous\.0/u);
    expect(() => source({ rules: { nonsense: [] } as GuardRules })).toThrow(/nonsense/u);
    rmSync(file);
    expect(source({ file }).status().state).toBe('absent');
  });
});
