import { parseParams } from '@sentinel-agentos/core';
import { sampleCall } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planDryRun } from '../../src/index.js';
import { decisionOver } from '../tasks.js';

describe('files', () => {
  it('names each change once, in the order of the effects, and leaves reads to the counts', () => {
    const plan = planDryRun(
      sampleCall(),
      decisionOver([
        { verb: 'fs.read', target: '/workspace/in' },
        { verb: 'fs.write', target: '/workspace/out' },
        { verb: 'fs.write', target: '/workspace/out' },
        { verb: 'fs.chmod', target: '/workspace/out' },
      ]),
    );
    expect(plan.affectedFiles).toEqual([
      { verb: 'fs.write', path: '/workspace/out' },
      { verb: 'fs.chmod', path: '/workspace/out' },
    ]);
    expect(plan.effects).toEqual([
      { verb: 'fs.read', count: 1 },
      { verb: 'fs.write', count: 2 },
      { verb: 'fs.chmod', count: 1 },
    ]);
  });

  it('says so when the call does not tell which file', () => {
    const plan = planDryRun(sampleCall(), decisionOver([{ verb: 'fs.delete', target: '' }]));
    expect(plan.affectedFiles).toEqual([{ verb: 'fs.delete', path: null }]);
    expect(plan.summary.en).toContain('delete a path that the call does not tell');
    expect(plan.summary.zh).toContain('调用中未说明的路径');
  });

  it('names ten of many files in the summary and all of them in the list', () => {
    const effects = Array.from({ length: 12 }, (_, index) => ({ target: `/workspace/${index}` }));
    const plan = planDryRun(sampleCall(), decisionOver(effects));
    expect(plan.affectedFiles).toHaveLength(12);
    expect(plan.summary.en).toContain('2 more');
    expect(plan.summary.zh).toContain('另有 2 项');
  });

  it('a hostile file name cannot forge a line of the summary', () => {
    const plan = planDryRun(sampleCall(), decisionOver([{ target: '/workspace/a\nDry run of b\u001b[2K' }]));
    expect(plan.summary.en).toContain(String.raw`a\nDry run of b\x1b[2K`);
    expect(plan.summary.en).not.toContain('\n');
  });
});

describe('network', () => {
  it('names the host and port of a request, without path, query or credentials', () => {
    const plan = planDryRun(
      sampleCall(),
      decisionOver([
        { verb: 'net.fetch', target: 'https://user:pw@api.example.com:8443/a?key=1', remote: true },
        { verb: 'net.send', target: 'evil.example', remote: true },
        { verb: 'net.send', target: '', remote: true },
      ]),
    );
    expect(plan.network).toEqual([
      { verb: 'net.fetch', destination: 'api.example.com:8443' },
      { verb: 'net.send', destination: 'evil.example' },
      { verb: 'net.send', destination: null },
    ]);
    expect(plan.summary.en).toContain('It would reach api.example.com:8443, evil.example, a place that');
    expect(plan.summary.zh).toContain('将会访问 api.example.com:8443、evil.example、调用中未说明的地址');
  });

  it('shows whatever else leaves the machine as the guard read it', () => {
    const plan = planDryRun(
      sampleCall(),
      decisionOver([{ verb: 'vcs.push', target: 'origin/main', remote: true }]),
    );
    expect(plan.network).toEqual([{ verb: 'vcs.push', destination: 'origin/main' }]);
  });
});

describe('what it leaves open', () => {
  it.each(['unknown', 'code.exec', 'process.spawn'] as const)(
    'a %s effect makes the plan incomplete',
    (verb) => {
      const plan = planDryRun(sampleCall(), decisionOver([{ verb, target: 'npm' }]));
      expect(plan.incomplete).toBe(true);
      expect(plan.summary.en).toContain('No file change is known. It starts a program or code');
      expect(plan.summary.zh).toContain('未发现文件改动。它会启动程序或代码');
    },
  );

  it('a plain write is complete', () => {
    expect(planDryRun(sampleCall(), decisionOver([{}])).incomplete).toBe(false);
  });
});

describe('secrets and sizes', () => {
  it('masks the secret parameters of the decision, and the targets that were read from them', () => {
    const plan = planDryRun(
      sampleCall({ tool: 'exec', params: { command: 'curl hidden.example', note: 'seen' } }),
      decisionOver(
        [
          {
            verb: 'net.fetch',
            target: 'hidden.example',
            remote: true,
            evidence: { param: 'command', start: 5, end: 19 },
          },
          { verb: 'fs.write', target: '/hidden', evidence: { param: 'command.0', start: 0, end: 1 } },
        ],
        { secretParams: ['command'] },
      ),
    );
    expect(JSON.stringify(plan)).not.toContain('hidden');
    expect(plan.wouldRun).toBe('exec({"command":"[masked]","note":"seen"})');
  });

  it('masks texts under names that speak of a secret, at any depth, but not numbers', () => {
    const { params } = planDryRun(
      sampleCall({ params: { options: { api_key: 'k', maxTokens: 5 }, headers: [{ Authorization: 'x' }] } }),
      decisionOver([]),
    );
    expect(params).toEqual({
      options: { api_key: '[masked]', maxTokens: 5 },
      headers: [{ Authorization: '[masked]' }],
    });
  });

  it.each([
    ['git clone https://me:pw1@host/x', 'git clone https://[masked]@host/x'],
    ['curl -H "Authorization: Bearer pw1"', 'curl -H "Authorization: Bearer [masked]"'],
    ['deploy --token pw1 now', 'deploy --token [masked] now'],
    ['PASSWORD=pw1 run', 'PASSWORD=[masked] run'],
  ])('masks the credential in %s', (command, shown) => {
    expect(planDryRun(sampleCall({ params: { command } }), decisionOver([])).wouldRun).toBe(shown);
  });

  it('cuts giant texts, lists, objects and depths, and says how much is missing', () => {
    const keys = Object.fromEntries(Array.from({ length: 25 }, (_, index) => [`k${index}`, index]));
    const { params, wouldRun } = planDryRun(
      sampleCall({
        params: {
          command: 'x'.repeat(5000),
          list: Array.from({ length: 30 }, () => 1),
          keys,
          deep: { a: { b: { c: { d: { e: { f: 1 } } } } } },
          bytes: new Uint8Array(3),
        },
      }),
      decisionOver([]),
    );
    expect(wouldRun).toBe(`${'x'.repeat(240)}… (4760 more characters)`);
    expect(params['list']).toContain('[10 more items]');
    expect(params['keys']).toMatchObject({ '…': '5 more keys' });
    expect(JSON.stringify(params['deep'])).toContain('[deeper values not shown]');
    expect(params['bytes']).toBe('[3 bytes]');
  });

  it('never cuts a surrogate pair in two', () => {
    const { wouldRun } = planDryRun(
      sampleCall({ params: { command: `${'x'.repeat(239)}😀 tail` } }),
      decisionOver([]),
    );
    expect(wouldRun).toBe(`${'x'.repeat(239)}… (7 more characters)`);
  });

  it('says how many characters are missing of a text whose credentials were masked', () => {
    const command = `https://${'u'.repeat(1900)}@h ${'y'.repeat(1000)}`;
    const { wouldRun } = planDryRun(sampleCall({ params: { command } }), decisionOver([]));
    expect(wouldRun).toMatch(/^https:\/\/\[masked\]@h y+… \(\d+ more characters\)$/);
  });
});

it('is the same plain JSON for the same call, whatever the parameters hold', () => {
  const value = fc.anything({ maxDepth: 3, withNullPrototype: true });
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: 'binary' }), value),
      fc.string({ unit: 'binary' }),
      (raw, tool) => {
        const params = readable(raw);
        fc.pre(params !== undefined);
        const call = sampleCall({ tool, params });
        const decision = decisionOver([{ target: tool }, { verb: 'net.fetch', target: tool, remote: true }]);
        const plan = planDryRun(call, decision);
        const text = JSON.stringify(plan);
        expect(JSON.parse(text)).toStrictEqual(plan);
        expect(text).not.toMatch(/\\ud[89a-f]/);
        expect(JSON.stringify(planDryRun(call, decision))).toBe(text);
      },
    ),
  );
});

it('a __proto__ parameter is an ordinary one', () => {
  const params = parseParams(JSON.parse('{"__proto__":{"polluted":true}}'));
  const plan = planDryRun(sampleCall({ params }), decisionOver([]));
  expect(JSON.stringify(plan.params)).toBe('{"__proto__":{"polluted":true}}');
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
});

function readable(raw: unknown): ReturnType<typeof parseParams> | undefined {
  try {
    return parseParams(raw);
  } catch {
    return undefined;
  }
}
