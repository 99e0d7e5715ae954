import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeTerminal } from './fake-terminal.js';
import { runCli } from '../src/cli.js';

const PASSWORD = ['c0rrect', 'Horse', '91battery'].join('-');

describe('scan', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sentinel-scan-'));
    writeFileSync(join(folder, 'config.ini'), `# config\npassword = "${PASSWORD}"\n`);
    writeFileSync(join(folder, 'clean.txt'), 'nothing to see here\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const scan = async (
    args: readonly string[],
    isWatched = true,
    piped = '',
  ): Promise<[number, FakeTerminal]> => {
    const terminal = new FakeTerminal(folder, {}, isWatched);
    terminal.piped = [Buffer.from(piped)];
    return [await runCli(['scan', ...args], terminal), terminal];
  };

  it('names place and rule of what it finds, never the value, and ends with 1', async () => {
    const [code, { stdout }] = await scan(['config.ini']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^config\.ini:2:13 {2}[23] {2}secret\.\S+ {2}\S/);
    expect(stdout).not.toContain(PASSWORD);
  });

  it('ends with 0 when nothing is found, and says so in both languages', async () => {
    expect((await scan(['clean.txt']))[1].stdout).toBe('nothing found\n');
    const [code, { stdout }] = await scan(['clean.txt', '--language', 'zh']);
    expect([code, stdout]).toEqual([0, '未发现任何内容\n']);
  });

  it('reads what is piped in, and gives JSON where nobody watches', async () => {
    const [code, { stdout }] = await scan(['-', '--kind', 'pii'], false, 'mail jane.doe@kontor-nord.de\n');
    const report = JSON.parse(stdout) as { detections: readonly Record<string, unknown>[] };
    expect(code).toBe(1);
    expect(report).toMatchObject({ file: '-', incomplete: false });
    expect(report.detections).toMatchObject([{ kind: 'personal', type: 'email', line: 1, column: 6 }]);
    expect(stdout).not.toContain('jane.doe');
  });

  it.each([
    [[], 'name a file'],
    [['clean.txt', '--kind', 'secrets,all'], '--kind must be of secrets, pii, injection; got "all"'],
    [['clean.txt', '--kind', '__proto__'], 'got "__proto__"'],
    [['clean.txt', '--min-severity', '4'], '--min-severity must be 1, 2 or 3; got "4"'],
    [['clean.txt', 'other.txt'], 'there is no argument'],
  ])('%j is wrong use', async (args, message) => {
    const [code, { stderr }] = await scan(args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });

  it('says what it cannot read', async () => {
    const [code, { stderr }] = await scan(['missing.txt']);
    expect(code).toBe(1);
    expect(stderr).toContain('ENOENT');
  });
});
