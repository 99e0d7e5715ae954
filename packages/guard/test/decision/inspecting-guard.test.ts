import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CompletedCall, Effect, Params, ToolCall } from '@sentinel-agentos/core';
import { sampleCompleted } from '@sentinel-agentos/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import {
  createInspectingGuard,
  type EffectReader,
  type SentinelGuard,
} from '../../src/decision/inspecting-guard.js';
import { callOf, effect, readingOf } from '../effects-by-hand.js';
import type { GuardOptions } from '../../src/guard-options.js';

const facts = createFixedFileFacts({ files: { '/w/.agentos': 'directory' } });

/** Reads a handful of commands by their words; everything else has no effect. */
const KNOWN: Readonly<Record<string, Partial<Effect>>> = {
  'rm -rf /': {
    verb: 'fs.delete',
    target: '/',
    scope: 'host',
    reversibility: 'irreversible',
    sensitivity: 'critical',
  },
  'sudo reboot': { verb: 'privilege.gain', scope: 'host', reversibility: 'hard', sensitivity: 'critical' },
  'npm test': { verb: 'code.exec' },
  psql: { verb: 'db.mutate', scope: 'shared', reversibility: 'irreversible', sensitivity: 'critical' },
  'touch .agentos/x': { target: '/w/.agentos/x' },
};
const read: EffectReader = ({ params }) => {
  const command = commandOf(params);
  if (command === 'explode') throw new Error('reader broke');
  const known = KNOWN[command];
  return { ...readingOf(params, [command.split(' ')]), effects: known === undefined ? [] : [effect(known)] };
};
const commandOf = (params: Params): string =>
  typeof params['command'] === 'string' ? params['command'] : '';
const make = (options: Partial<GuardOptions> = {}): SentinelGuard =>
  createInspectingGuard({ workspaceRoot: '/w', facts, ...options }, read);
const exec = (command: string): ToolCall => callOf('exec', { command });
const failed = (call: ToolCall): CompletedCall =>
  sampleCompleted({
    call,
    run: { status: 'failed', error: null },
    verdict: { status: 'WARN', checks: [] },
  });

describe('a guard', () => {
  it('[S2-172] decides by the score, with the reference reason', () => {
    const guard = make();
    const decision = guard.inspect(exec('rm -rf /'));
    expect(decision.action).toBe('deny');
    expect(guard.reasonOf(decision)).toBe('Risk 9.18 → DENY');
    expect(guard.inspect(exec('npm test')).action).toBe('auto');
    expect(guard.inspect(exec('anything')).risk.score).toBe(0);
  });

  it('[S2-186] with the built-in lists, denies in the words of the blocked example', () => {
    const guard = make({ preRegisteredRules: true, language: 'zh' });
    const decision = guard.inspect(exec('rm -rf /'));
    expect(guard.reasonOf(decision)).toBe('🚫 危险命令: rm -rf / — 删除整个系统');
    expect(guard.explain(decision)).toMatch(/^DENY: \[rules: rules\.dangerous\.0\]/u);
    expect(make({ preRegisteredRules: true }).inspect(exec('rm -rf /')).reason.en).toBe(
      '🚫 Dangerous command: rm -rf / — deletes the whole system',
    );
  });

  it('denies a call whose parameters break a rule, with a hint by the risk gate beside it', () => {
    const guard = make({ preRegisteredRules: true });
    expect(guard.inspect(callOf('write_file', { path: '.env', content: 'x' })).findings[0]).toMatchObject({
      gate: 'schema',
      field: 'path',
      message: { en: 'path matches deny pattern' },
    });
    expect(guard.schema.check(exec('rm -rf /'))).toEqual({ pass: true, errors: [] });
    expect(guard.inspect(callOf('write_file', { path: 'a', content: 'x' })).secretParams).toEqual([
      'content',
    ]);
  });

  it('[S2-154] evaluates the risk of a call by tool and parameters alone', () => {
    const { risk } = make();
    expect(risk.evaluate('exec', { command: 'sudo reboot' })).toEqual({
      score: 8.5,
      score100: 80,
      action: 'deny',
      strict: false,
      dimensions: { impact: 3, reversibility: 0.2, sensitivity: 3, errorRate: 0.18 },
    });
    expect(risk.evaluate('exec', { command: 'psql' })).toMatchObject({
      score: 6.6,
      action: 'confirm',
      strict: true,
    });
    expect(risk.evaluate('exec', { command: 'explode' })).toMatchObject({ action: 'deny' });
    expect(() => risk.evaluate('exec', 'rm')).toThrow(/params must be a plain object/u);
  });

  it('[S2-40] [S2-41] takes thresholds at the start and at run time', () => {
    const guard = make({ thresholds: { deny: 6 } });
    expect(guard.inspect(exec('psql')).action).toBe('deny');
    guard.risk.setThresholds({ deny: 7 });
    expect(guard.inspect(exec('psql')).action).toBe('confirm');
    expect(() => guard.risk.setThresholds({ deny: 2 })).toThrow(/thresholds\.deny is 2/u);
    expect(guard.risk.thresholds()).toEqual({ autoApprove: 0.5, notify: 1, confirm: 3, deny: 7 });
    expect(() => make({ thresholds: { notify: 9 } })).toThrow(/thresholds\.confirm is 3/u);
  });

  it('[S2-42] raises the risk of a tool that keeps failing', () => {
    const guard = make();
    const call = exec('npm test');
    for (let count = 0; count < 10; count++) guard.observe(failed(call));
    expect(guard.inspect(call).risk).toMatchObject({ score: 0.25, dimensions: { errorRate: 0.367 } });
    expect(make().inspect(call).risk.score).toBe(0.19);
  });

  it('keeps its own state closed, whatever thresholds and rules say', () => {
    const loose = make({ thresholds: { autoApprove: 99, notify: 99, confirm: 99, deny: 99 } });
    const decision = loose.inspect(exec('touch .agentos/x'));
    expect([decision.action, decision.findings.map(({ rule }) => rule)]).toEqual([
      'deny',
      ['state.protected'],
    ]);
  });

  it('[S2-194] takes the rules of a file while it works, and protects the file', () => {
    const root = mkdtempSync(join(tmpdir(), 'guard-'));
    writeFileSync(join(root, 'rules.json'), '{}');
    const guard = createInspectingGuard(
      { workspaceRoot: root, rulesFile: 'rules.json', rulesFileEveryMs: 0 },
      (call) => ({
        ...readingOf(call.params, [commandOf(call.params).split(' ')]),
        effects: [effect({ target: join(root, commandOf(call.params)) })],
      }),
    );
    const before = guard.inspect(exec('frob x'));
    expect(before.action).toBe('auto');
    writeFileSync(
      join(root, 'rules.json'),
      JSON.stringify({
        dangerous: [['frob', '危险']],
        schema: [{ tool: 'exec', maxLength: { command: 10 } }],
      }),
    );
    expect(guard.inspect(exec('frob x')).action).toBe('auto');
    expect(guard.rules.refresh().state).toBe('loaded');
    const after = guard.inspect(exec('frob x'));
    expect(after.reason.zh).toBe('🚫 危险命令: frob — 危险');
    expect(after.digest).not.toBe(before.digest);
    expect(guard.inspect(exec('a much longer command')).findings[0]?.rule).toBe('schema.maxLength');
    expect(guard.inspect(exec('rules.json')).action).toBe('deny');
    rmSync(join(root, 'rules.json'));
    expect(guard.rules.refresh({ force: true })).toMatchObject({ state: 'kept' });
    expect(guard.rules.status().state).toBe('kept');
    expect(guard.inspect(exec('frob x')).action).toBe('deny');
    expect(guard.rules.current().dangerous).toHaveLength(1);
  });

  it('looks at the rules file no more often than the clock allows', () => {
    const root = mkdtempSync(join(tmpdir(), 'guard-'));
    let at = 0;
    const guard = createInspectingGuard(
      { workspaceRoot: root, rulesFile: 'rules.json', clock: { monotonic: () => at }, rulesFileEveryMs: 50 },
      read,
    );
    writeFileSync(join(root, 'rules.json'), '{}');
    expect(guard.rules.refresh().state).toBe('absent');
    at = 50;
    expect(guard.rules.refresh().state).toBe('loaded');
  });

  it('voids approvals when the policy changes: another digest for the same call', () => {
    const guard = make();
    const digests = [guard.inspect(exec('psql')).digest];
    guard.risk.setThresholds({ deny: 9 });
    digests.push(guard.inspect(exec('psql')).digest);
    guard.schema.registerRule({ tool: 'other', validators: { x: () => true } });
    digests.push(guard.inspect(exec('psql')).digest);
    guard.schema.registerRule({ tool: 'other', validators: { x: () => false } });
    digests.push(guard.inspect(exec('psql')).digest);
    expect(new Set(digests).size).toBe(4);
  });

  it('denies when it fails, and never throws', () => {
    const guard = make();
    const decision = guard.inspect(exec('explode'));
    expect(decision).toMatchObject({
      action: 'deny',
      risk: { score: 10.62, score100: 100 },
      findings: [{ gate: 'call', rule: 'call.guard-failed', floor: 'deny' }],
      reason: { en: 'The guard could not judge this call: reader broke' },
      secretParams: ['command'],
    });
    expect(decision.digest).toMatch(/^[0-9a-f]{64}$/u);
    expect(guard.inspect(null as unknown as ToolCall).action).toBe('deny');
    const reader: EffectReader = () => ({ effects: 5, findings: [], commands: [] }) as never;
    expect(createInspectingGuard({ workspaceRoot: '/w', facts }, reader).inspect(exec('x')).action).toBe(
      'deny',
    );
  });

  it('hands the readers of the host over', () => {
    const toolReaders = { mine: () => [] };
    const guard = createInspectingGuard({ workspaceRoot: '/w', facts, toolReaders }, (call, world) => {
      expect(world).toMatchObject({ workspaceRoot: '/w', stateDir: '/w/.agentos', toolReaders });
      return readingOf(call.params, []);
    });
    expect(guard.inspect(exec('x')).action).toBe('auto');
  });

  it('answers the same twice, and one more denied command never allows more', () => {
    const severity = { auto: 0, notify: 1, confirm: 2, deny: 3 };
    const commands = ['rm -rf /', 'npm test', 'psql', 'ls', 'explode', 'touch .agentos/x'];
    const pattern = fc.constantFrom('rm', 'npm test', 'ls', '.*', 'DROP', 'x|ps', 'rm -rf /');
    fc.assert(
      fc.property(
        fc.constantFrom(...commands),
        fc.array(pattern, { maxLength: 3 }),
        pattern,
        (command, some, more) => {
          const decide = (patterns: readonly string[]): ReturnType<SentinelGuard['inspect']> =>
            make({ rules: { dangerous: patterns.map((one) => [one, 'd'] as const) } }).inspect(exec(command));
          const [before, after] = [decide(some), decide([...some, more])];
          expect(severity[after.action]).toBeGreaterThanOrEqual(severity[before.action]);
          expect(JSON.stringify(decide(some))).toBe(JSON.stringify(before));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('never throws, whatever the parameters', () => {
    const guard = make({ preRegisteredRules: true });
    const key = fc.constantFrom('command', 'path', 'content', '__proto__', 'x');
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.jsonValue(),
      fc.uint8Array({ maxLength: 4 }),
      fc.double(),
    );
    fc.assert(
      fc.property(
        fc.constantFrom('exec', 'write_file', '__proto__'),
        fc.dictionary(key, value),
        (tool, params) => {
          const decision = guard.inspect(callOf(tool, params));
          expect(['auto', 'notify', 'confirm', 'deny']).toContain(decision.action);
          expect(decision.digest).toMatch(/^[0-9a-f]{64}$/u);
        },
      ),
    );
  });
});
