import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseParams, type Params } from '@sentinel-agentos/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEffects } from '../../../src/effects/read-effects.js';
import { textAt } from '../../../src/rules/command-texts.js';
import { LEVELS, levelOf, world, type Level } from '../reading.js';
import type { EffectReading } from '../../../src/effects/effect-reading.js';

interface Row {
  readonly tool: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const rows = ['bypass-tools', 'benign-tools'].flatMap((name) =>
  readFileSync(join(import.meta.dirname, `../../../corpus/${name}.jsonl`), 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Row),
);

function readRow(tool: string, params: Params): EffectReading {
  return readEffects(
    { id: 'c', tool, params, sessionId: 's', agentId: 'a', cwd: '/proj/app', claims: [] },
    world(),
  );
}

const rank = (level: Level): number => LEVELS.indexOf(level);

/** What a model may write beside the parameters of a tool: names that tools know, and values that look harmless. */
const MORE_NAMES = [
  'url',
  'uri',
  'path',
  'file',
  'paths',
  'destination',
  'text',
  'content',
  'query',
  'sql',
  'to',
  'description',
  'title',
  'reason',
  'language',
  'timeout',
  'safe',
  'readOnly',
  'args2',
  'env',
  'headers',
  'options',
  'type',
  'mode',
  'kind',
  'operation',
  'method',
  'verb',
];
const MORE_VALUES = [
  'list',
  'get',
  'read',
  'view',
  'src/main.ts',
  'https://docs.example.com',
  'SELECT 1',
  'python',
  '',
  'GET',
  'x',
  true,
  false,
  null,
  1,
  [],
  {},
  { path: 'src/a.ts' },
  { method: 'GET' },
] as const;

describe('whatever a tool is given', () => {
  it('more parameters never make a call milder', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...rows),
        fc.constantFrom(...MORE_NAMES),
        fc.constantFrom(...MORE_VALUES),
        ({ tool, params }, name, value) => {
          const taken = Object.keys(params).some((key) => key.toLowerCase() === name.toLowerCase());
          if (taken) return;
          const before = levelOf(readRow(tool, parseParams(params)));
          const after = levelOf(readRow(tool, parseParams({ ...params, [name]: value })));
          expect(rank(after), `${tool} ${JSON.stringify(params)} + ${name}`).toBeGreaterThanOrEqual(
            rank(before),
          );
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('the order of parameters does not matter', () => {
    for (const { tool, params } of rows) {
      const turned = Object.fromEntries(Object.entries(params).reverse());
      expect(levelOf(readRow(tool, parseParams(turned))), tool).toBe(
        levelOf(readRow(tool, parseParams(params))),
      );
    }
  });

  it('the case of a name and of its parameters does not matter', () => {
    for (const { tool, params } of rows) {
      const shouting = tool.includes('_') ? tool.toUpperCase() : tool;
      expect(levelOf(readRow(shouting, parseParams(params))), tool).toBe(
        levelOf(readRow(tool, parseParams(params))),
      );
      const upper = Object.fromEntries(
        Object.entries(params).map(([key, value]) => [key.toUpperCase(), value]),
      );
      expect(rank(levelOf(readRow(tool, parseParams(upper)))), `${tool} ${JSON.stringify(upper)}`).toBe(
        rank(levelOf(readRow(tool, parseParams(params)))),
      );
    }
  });

  it('a namespace before a name does not make it milder', () => {
    for (const { tool, params } of rows.filter((row) => /^[a-z_]+$/.test(row.tool))) {
      const before = rank(levelOf(readRow(tool, parseParams(params))));
      for (const space of ['functions.', 'mcp__box__', 'server/'])
        expect(
          rank(levelOf(readRow(space + tool, parseParams(params)))),
          space + tool,
        ).toBeGreaterThanOrEqual(before);
    }
  });

  it('a call inside a call is not milder', () => {
    for (const { tool, params } of rows) {
      const before = rank(levelOf(readRow(tool, parseParams(params))));
      for (const outer of [
        { tool_name: tool, arguments: params },
        { tool_name: tool, arguments: JSON.stringify(params) },
        {
          calls: [
            { tool_name: 'think', arguments: {} },
            { tool_name: tool, arguments: params },
          ],
        },
      ])
        expect(rank(levelOf(readRow('call_tool', parseParams(outer)))), tool).toBeGreaterThanOrEqual(before);
    }
  });

  it('nothing throws, and every piece of evidence lies in a parameter', () => {
    const names = fc.oneof(fc.constantFrom(...rows.map(({ tool }) => tool)), fc.string({ maxLength: 20 }));
    const keys = fc.oneof(
      fc.constantFrom(
        ...MORE_NAMES,
        'command',
        'cmd',
        'action',
        'data',
        'keys',
        'hex',
        'code',
        'edits',
        'args',
      ),
      fc.string({ maxLength: 6 }),
    );
    const leaf = fc.oneof(
      fc.string({ maxLength: 30 }),
      fc.constantFrom('rm -rf /', '.env', 'http://169.254.169.254', 'DROP TABLE x', '{"command":"rm -rf /"}'),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.uint8Array({ maxLength: 4 }),
    );
    const { value } = fc.letrec<{ value: unknown }>((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(keys, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(names, fc.dictionary(keys, value, { maxKeys: 5 }), (tool, given) => {
        const params = parseParams(given);
        const { effects, findings } = readRow(tool, params);
        for (const { evidence } of [...effects, ...findings]) {
          if (evidence === undefined || evidence.param === '') continue;
          expect(evidence.start).toBeGreaterThanOrEqual(0);
          expect(evidence.end).toBeLessThanOrEqual(textAt(params, evidence.param).length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('a call of many and deep parameters is read or said to be too large', () => {
    let deep: unknown = 'rm -rf /';
    for (let depth = 0; depth < 90; depth += 1) deep = depth % 2 === 0 ? [deep] : { command: deep };
    const wide = Object.fromEntries(
      Array.from({ length: 3000 }, (_, index) => [`k${String(index)}`, { path: '/etc/x' }]),
    );
    const list = Array.from({ length: 5000 }, () => 'ls');
    for (const params of [{ x: deep }, wide, { commands: list }, { edits: list.map((path) => ({ path })) }]) {
      for (const tool of ['exec', 'write_file', 'frobnicate', 'call_tool', 'web_fetch', 'browser'])
        expect(levelOf(readRow(tool, parseParams(params))), tool).not.toBe('auto');
    }
  });
});
