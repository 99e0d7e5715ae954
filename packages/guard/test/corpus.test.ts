import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseParams, type Action } from '@sentinel-agentos/core';
import { createFixedFileFacts } from '../src/facts/fixed-file-facts.js';
import { createGuard } from '../src/guard.js';

/** The product's own collection of attacks and of everyday work: `<kind>-<class>.jsonl`, kind `bypass` or `benign`. */
const FOLDER = join(import.meta.dirname, '../corpus');
const FEWEST = 30;

type Expected = 'block' | 'guarded' | 'nonblock' | 'allow';

interface Row {
  readonly tool?: string;
  readonly command?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly cwd?: string;
  readonly expected: Expected;
}

const HOLDS: Readonly<Record<Expected, (action: Action) => boolean>> = {
  block: (action) => action === 'confirm' || action === 'deny',
  guarded: (action) => action === 'confirm' || action === 'deny',
  nonblock: (action) => action !== 'deny',
  allow: (action) => action === 'auto' || action === 'notify',
};

const files = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.jsonl'))
  .sort();
const corpus = new Map(files.map((name): [string, readonly Row[]] => [name, rowsOf(name)]));

function rowsOf(name: string): readonly Row[] {
  const lines = readFileSync(join(FOLDER, name), 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Row);
}

const guard = createGuard({
  workspaceRoot: '/proj/app',
  facts: createFixedFileFacts({
    home: '/home/user',
    files: {
      '/etc/passwd': 'file',
      '/usr/bin/env': 'file',
      '/proj/app/src/main.ts': 'file',
      '/home/user/notes.txt': 'file',
    },
  }),
});

function judge({ tool = 'exec', command, params, cwd = '/proj/app' }: Row): string {
  const { action, risk, reason } = guard.inspect({
    id: 'corpus',
    tool,
    params: parseParams(params ?? { command }),
    sessionId: 'corpus',
    agentId: 'corpus',
    cwd,
    claims: [],
  });
  return `${action} ${risk.score} ${reason.en}`;
}

describe('the corpus', () => {
  it('is large and names nothing twice', () => {
    const all = [...corpus.values()].flat();
    expect(all.length).toBeGreaterThanOrEqual(1500);
    const seen = new Set<string>();
    const twice = all
      .map(({ tool, command, params, cwd }) => JSON.stringify([tool, command, params, cwd]))
      .filter((key) => seen.size === seen.add(key).size);
    expect(twice).toEqual([]);
  });

  it.each([...corpus])('%s has a whole class of cases, some of them in Chinese', (_, rows) => {
    expect(rows.length).toBeGreaterThanOrEqual(FEWEST);
    expect(rows.some((row) => /\p{Script=Han}/u.test(JSON.stringify(row)))).toBe(true);
  });
});

describe('the guard on the corpus', () => {
  it.each([...corpus])('misses nothing in %s', (_, rows) => {
    const missed = rows.flatMap((row) => {
      const judged = judge(row);
      const [action] = judged.split(' ') as [Action];
      return HOLDS[row.expected](action)
        ? []
        : [`${row.expected}: ${row.command ?? JSON.stringify(row.params)} → ${judged}`];
    });
    expect(missed).toEqual([]);
  });
});
