import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { existsSync, statSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { commandCheck } from '../../../src/verify/checks/command-check.js';
import { createVerifier } from '../../../src/verify/verifier.js';
import { createVerifyBench } from '../verify-bench.js';
import type { CommandCheckOptions } from '../../../src/verify/checks/command-check.js';
import type { VerifyBench } from '../verify-bench.js';

describe('a command as a check', () => {
  let bench: VerifyBench;
  beforeEach(() => {
    bench = createVerifyBench();
    bench.write('a.txt', 'x');
  });
  afterEach(() => bench.dispose());

  const run = async (options: Partial<CommandCheckOptions>, signal = new AbortController().signal) => {
    const check = commandCheck({ name: 'typecheck', file: process.execPath, args: [], ...options });
    const request = bench.succeeded('ok', {}, { effects: bench.effects('fs.write', 'a.txt') });
    const verdict = await createVerifier({ workspaceRoot: bench.root, checks: [check] }).verify(
      request,
      signal,
    );
    return { status: verdict.status, check: verdict.checks.find((each) => each.check === 'typecheck') };
  };

  it('[S2-49] passes when it ends with 0', async () => {
    expect(await run({ args: ['-e', ''] })).toMatchObject({ status: 'PASS', check: { status: 'pass' } });
  });

  it('[S2-49] fails with the last lines of its output when it ends otherwise', async () => {
    const script =
      'for (let i = 0; i < 9000; i += 1) console.log("line " + i); console.error("bad type"); process.exitCode = 2';
    const { status, check } = await run({ args: ['-e', script] });
    expect(status).toBe('FAIL');
    expect(check?.message.en).toMatch(/ended with 2\nline 8980\n[^]*line 8999\nbad type$/);
    expect(check?.message.zh).toContain('以 2 退出');
  });

  it('[S2-48] can be made to warn only', async () => {
    expect((await run({ args: ['-e', 'process.exit(1)'], onFail: 'warn' })).status).toBe('WARN');
  });

  it('runs in the folder of the call, or in its own, without a shell', async () => {
    const script = 'require("node:fs").writeFileSync("here", process.argv[1])';
    await run({ args: ['-e', script, '$(touch pwned); *'] });
    expect(existsSync(bench.path('here'))).toBe(true);
    expect(existsSync(bench.path('pwned'))).toBe(false);
    bench.write('sub/x', '');
    await run({ args: ['-e', script, 'x'], cwd: bench.path('sub'), env: {} });
    expect(existsSync(bench.path('sub/here'))).toBe(true);
  });

  it('that is missing did not look', async () => {
    const { check } = await run({ file: bench.path('no-such-program') });
    expect(check).toMatchObject({ status: 'not-checked' });
    expect(check?.message.en).toContain('could not be started');
  });

  it('that is killed from outside did not look', async () => {
    const { check } = await run({ args: ['-e', 'process.kill(process.pid, "SIGTERM")'] });
    expect(check?.message.en).toContain('was ended by SIGTERM');
  });

  it('[S2-48] that does not end in time is killed with everything it started', async () => {
    const child = `setInterval(() => require("node:fs").appendFileSync("alive", "x"), 10)`;
    const script = `require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" }); setInterval(() => {}, 1000)`;
    const { check } = await run({ args: ['-e', script], timeoutMs: 600 });
    expect(check?.message.en).toBe('it did not end within 600 ms');
    await wait(100);
    // Had the child survived, it would go on writing.
    bench.write('alive', '');
    await wait(200);
    expect(statSync(bench.path('alive')).size).toBe(0);
  });

  it('is not started when there is no time left, nor for calls that change nothing', async () => {
    const { check } = await run(
      { args: ['-e', 'require("node:fs").writeFileSync("ran", "")'] },
      AbortSignal.abort(),
    );
    expect(check).toMatchObject({ status: 'not-checked' });
    expect(existsSync(bench.path('ran'))).toBe(false);
    const options = { name: 'lint', file: 'x', args: [] };
    expect(commandCheck(options).applies(bench.succeeded('ok'))).toBe(false);
    expect(commandCheck({ ...options, when: () => true }).applies(bench.succeeded('ok'))).toBe(true);
  });

  const wrong: readonly (readonly [string, object])[] = [
    ['an option that there is not', { retries: 3 }],
    ['arguments that are one text', { args: 'a b' }],
    ['arguments that are no texts', { args: [1] }],
    ['a program by a relative path', { file: './check.sh' }],
    ['a program without a name', { file: '' }],
    ['a relative folder', { cwd: 'sub' }],
    ['no time', { timeoutMs: 0 }],
    ['an unknown way to fail', { onFail: 'ignore' }],
    ['a condition that is no function', { when: true }],
  ];
  for (const [name, options] of wrong) {
    it(`refuses ${name}`, () => {
      const all = { name: 'mine', file: 'tsc', args: [], ...options };
      expect(() => commandCheck(all)).toThrow(expect.objectContaining({ code: 'INVALID_ARGUMENT' }));
    });
  }
});
