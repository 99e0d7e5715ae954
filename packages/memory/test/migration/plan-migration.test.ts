import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { MigrationPlan } from '../../src/migration/migration-plan.js';
import { planMigration } from '../../src/migration/plan-migration.js';
import { CHINESE_FILE, ENGLISH_FILE } from './memory-files.js';

const told = ({ spans }: MigrationPlan): readonly string[] =>
  spans
    .filter(({ becomes }) => becomes !== 'structure')
    .map(({ becomes, why, text }) => `${becomes}/${why}: ${text}`);

/** Every byte is in one span and in no other. */
function expectCovered(markdown: string | Uint8Array): void {
  const bytes = Buffer.from(markdown as Uint8Array);
  const plan = planMigration(markdown);
  const starts = plan.spans.map(({ start }) => start);
  const ends = plan.spans.map(({ end }) => end);
  expect(starts.concat(bytes.length)).toEqual([0].concat(ends));
  expect(plan.spans.filter(({ start, end }) => end <= start)).toEqual([]);
  expect(plan.bytes).toBe(bytes.length);
  expect(plan.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect(Object.values(plan.coverage).reduce((sum, each) => sum + each.bytes, 0)).toBe(bytes.length);
}

describe('what a MEMORY.md becomes', () => {
  it('[S2-193] reads the sections of a Chinese file, bullets and table rows', () => {
    expect(told(planMigration(CHINESE_FILE))).toEqual([
      'fact/owner: 名字：小林',
      'fact/owner: 时区：Asia/Shanghai',
      'fact/owner: 喜欢简洁的汇报',
      'fact/self: 名称: 哨兵',
      'rule/rules: 测试前先编译',
      'rule/rules: 提交前: 跑完所有测试',
      'project/projects: coderev: 技术栈：TypeScript',
      'project/projects: coderev: 部署: 测试环境：staging.example',
      'fact/environment: web-1: IP: 10.0.0.7; 系统: Debian',
      'decision/decisions: 2026-03-01：采用 pnpm，因为锁文件更稳定',
      'note/unknown-section: 菜谱: 红烧肉要炖两个小时。',
    ]);
  });

  it('[S2-193] reads the sections of an English file, and keeps as notes what nobody states', () => {
    expect(told(planMigration(ENGLISH_FILE))).toEqual([
      'note/front-matter: ---\nowner: Lin\n---',
      'fact/owner: Name: Lin',
      'fact/owner: Lives near the harbour',
      'rule/rules: Compile before testing',
      'note/struck-out: ~~Deploy on Fridays~~',
      'project/projects: coderev: Stack: TypeScript',
      'project/projects: coderev: Reviews pull requests by itself',
      'project/projects: Zephyr: Tells the weather.',
      'note/code: ```sh\nssh web-1 # the only way in\n```',
      'fact/environment: web-1: Debian 12',
      'decision/decisions: 2026-03-01: Decision: pnpm; Reason: its lockfile',
      'note/unknown-section: Recipes: Braise the pork for two hours.',
      'note/quote: Recipes: A quoted line.',
      'note/comment: Recipes: <!-- a comment -->',
    ]);
  });

  it.each([
    ['## 关于我的工作方式', 'rule'],
    ['## 项目规则', 'rule'],
    ['## Project environment', 'fact'],
    ['## 3. Key Decisions ##', 'decision'],
    ['## 一、关于用户', 'fact'],
    ['## **About the user**', 'fact'],
    ['## 📦 Projector', 'project'],
    ['##关键决策', 'decision'],
    ['**Working style:**', 'rule'],
    ['## User interface', 'note'],
    ['## Projector', 'note'],
    ['#关键决策', 'note'],
    ['## __proto__', 'note'],
  ])('%s makes what stands under it a %s', (heading, becomes) => {
    const { spans } = planMigration(`${heading}\n\n- Something is said here\n`);
    expect(spans.at(-1)).toMatchObject({ becomes });
  });

  it('names a project by its heading, its bullet, or the item above', () => {
    const plan = planMigration(
      '## Projects\n- Zephyr — a weather bot\n- Halo\n  - stack: Go\n- one without a name\n## Project: Iris\n- port: 80\n',
    );
    expect(plan.spans.flatMap(({ project }) => (project === null ? [] : [project]))).toEqual([
      { project: 'Zephyr', field: 'about', value: 'a weather bot' },
      { project: 'Halo', field: 'stack', value: 'Go' },
      { project: 'Projects', field: null, value: 'one without a name' },
      { project: 'Iris', field: 'port', value: '80' },
    ]);
  });

  it('gives a fact the name of what it gives a value to, unless that is the name of a list', () => {
    const plan = planMigration(
      '## Environment\n- Relay: alpha\n- Tip: one\n- Tip: two\n## 关于老板\n- 时区: UTC\n',
    );
    expect(
      plan.spans.filter(({ becomes }) => becomes === 'fact').map(({ text, slot }) => [text, slot]),
    ).toEqual([
      ['Relay: alpha', 'relay'],
      ['Tip: one', null],
      ['Tip: two', null],
      // A sentence the memory understands finds its slot by itself.
      ['时区: UTC', null],
    ]);
  });

  it('loses no heading that says something by itself', () => {
    expect(told(planMigration('# Memory\n\n## Never push on Fridays\n\n## Rules\n'))).toEqual([
      'note/empty-section: Never push on Fridays',
    ]);
  });

  it.each([
    ['an unclosed fence', '## Rules\n```\n- not a rule\n## not a heading\n'],
    ['an unclosed comment', '## Rules\n<!--\n- not a rule\n'],
    ['a fence in a list', '## Rules\n- ```\n  code\n  ```\n'],
  ])('makes no rules of %s', (_name, text) => {
    const { spans } = planMigration(text);
    expect(spans.filter(({ becomes }) => becomes === 'rule')).toEqual([]);
    expectCovered(text);
  });

  it('refuses what is no text', () => {
    expect(() => planMigration(7 as unknown as string)).toThrow(/markdown must be a string or bytes, got 7/u);
  });
});

describe('any text', () => {
  const marks =
    '## Rules,## 项目,# ,- ,  - x,\t* a: b,| a | b |,|---|---|,---,===,```,~~~,<!--,-->,> q,**B**,字,word,: ,~~x~~, ';
  const pieces = fc.constantFrom(...marks.split(','), '\n', '\r\n', '\r', '\0', '\uFEFF', '\uD800');

  it('is covered byte by byte, and plans the same twice', () => {
    const text = fc.oneof(
      fc.array(pieces, { maxLength: 60 }).map((all) => all.join('')),
      fc.string({ unit: 'binary' }),
    );
    fc.assert(
      fc.property(text, (markdown) => {
        expectCovered(markdown);
        expect(planMigration(markdown)).toEqual(planMigration(markdown));
      }),
      { numRuns: 200 },
    );
  });

  it('is covered when it is no UTF-8', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), expectCovered), { numRuns: 300 });
  });

  it('reads the same with every kind of line ending, and with a byte order mark', () => {
    const plain = told(planMigration(ENGLISH_FILE)).map((each) => each.replaceAll('\n', ' '));
    for (const ending of ['\r\n', '\r']) {
      const other = `\uFEFF${ENGLISH_FILE.replaceAll('\n', ending)}`;
      expect(told(planMigration(other)).map((each) => each.replaceAll('\n', ' '))).toEqual(plain);
    }
  });

  it.each([
    ['10,000 headings', '## Rules\n- one\n'.repeat(10_000)],
    [
      '10,000 levels of a list',
      Array.from({ length: 3_000 }, (_, depth) => `${' '.repeat(depth % 400)}- x`).join('\n'),
    ],
    ['a line of a megabyte', `## About me\n- ${'word '.repeat(200_000)}`],
    ['a megabyte of NUL', '\0'.repeat(1_000_000)],
    ['a megabyte of borders', `|${'|'.repeat(1_000_000)}\n|-|\n`],
    ['a megabyte of stars', '*'.repeat(1_000_000)],
    ['many unclosed marks', '**a\n~~b\n`c\n> \n'.repeat(5_000)],
    ['nothing', ''],
  ])('takes %s', (_name, text) => {
    expectCovered(text);
    const longest = planMigration(text).spans.reduce((most, span) => Math.max(most, span.text.length), 0);
    expect(longest).toBeLessThan(4_096);
  });
});
