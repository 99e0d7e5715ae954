import { execFileSync } from 'node:child_process';
import { appendFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { AgentOS } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { AgentOSOptions } from '../src/index.js';

const folderOf = ({ workspaceRoot }: AgentOSOptions, name: string): string =>
  join(workspaceRoot ?? '', '.agentos', name);

/** What `sed -i s/halted/resumed/` does to the files of a folder. */
function forge(dir: string): void {
  for (const name of readdirSync(dir)) {
    const text = readFileSync(join(dir, name), 'utf8');
    writeFileSync(join(dir, name), text.replaceAll('halted', 'resumed'));
  }
}

const switchOf = (options: AgentOSOptions): string => {
  const dir = folderOf(options, 'trust');
  return join(dir, readdirSync(dir).find((name) => name.endsWith('.switch')) ?? '');
};

const empty = (dir: string): void => readdirSync(dir).forEach((name) => rmSync(join(dir, name)));

const statusOf = async (os: AgentOS, sessionId = 'default'): Promise<string> =>
  (await os.execute('ask', {}, () => 1, { sessionId })).status;

describe('a halt in the journal', () => {
  it.each([
    ['changed to say resumed', forge],
    ['removed', empty],
  ])(
    '[S4-46] holds for every process when the files of trust are %s, until a person resumes',
    async (_, harm) => {
      const options = temporaryWorkspace();
      const [one, other] = [new AgentOS(options), new AgentOS(options)];
      expect(await statusOf(other)).toBe('succeeded');
      one.halt('default', { by: 'ada', reason: 'stop' });
      harm(folderOf(options, 'trust'));
      const late = new AgentOS(options);
      const expected = harm === empty ? [one, late] : [one, other, late];
      for (const os of expected) expect(await statusOf(os)).toBe('denied');
      expect(late.haltedSessions()).toEqual(['default']);
      expect(await statusOf(late, 'another')).toBe('succeeded');
      late.resume('default', { by: 'ada' });
      for (const os of [one, other, late, new AgentOS(options)]) expect(await statusOf(os)).toBe('succeeded');
      const names = [...one.guard.audit.records({ kinds: ['event'] })].map(
        (each) => each.kind === 'event' && each.name,
      );
      expect(names).toEqual(['trust.halted', 'trust.resumed']);
      expect(one.verifyAudit().status).toBe('ok');
    },
  );

  it.skipIf(process.platform !== 'linux')(
    '[S4-46] holds against a command of the agent that was running, and changed whatever it found',
    async () => {
      const options = temporaryWorkspace();
      const [one, other] = [new AgentOS(options), new AgentOS(options)];
      const command = 'grep -rl halted . | xargs sed -i s/halted/resumed/';
      const run = (): Buffer => execFileSync('sh', ['-c', command], { cwd: options.workspaceRoot });
      const halted = await other.execute('exec', { command }, () => {
        one.halt('default', { by: 'ada', reason: 'stop' });
        run();
      });
      expect(halted.status).not.toBe('denied');
      expect(readFileSync(switchOf(options), 'utf8')).toContain('resumed');
      for (const harm of [() => undefined, () => empty(folderOf(options, 'trust'))]) {
        harm();
        for (const os of [one, other, new AgentOS(options)]) {
          expect(os.trust().halted).not.toBeNull();
          expect((await os.execute('ask', {}, () => 1)).allowed).toBe(false);
        }
      }
    },
  );

  it('[S4-46] holds against a resumption that somebody wrote into the journal without its key', async () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    os.halt('default', { by: 'ada' });
    os.halt('other', { by: 'ada' });
    os.resume('other', { by: 'ada' });
    const dir = folderOf(options, 'audit');
    const path = join(dir, readdirSync(dir).find((name) => name.endsWith('.jsonl')) ?? '');
    const lines = readFileSync(path, 'utf8').split('\n');
    const resumed = lines.find((line) => line.includes('trust.resumed')) ?? '';
    const checkpoint = lines.findLast((line) => line.includes('"checkpoint":')) ?? '';
    appendFileSync(path, `${resumed.replace('"other"', '"default"')}\n${checkpoint}\n`);
    const { at } = JSON.parse(resumed) as { at: number };
    const trust = folderOf(options, 'trust');
    for (const name of readdirSync(trust)) {
      if (!name.endsWith('.switch')) continue;
      const state = JSON.parse(readFileSync(join(trust, name), 'utf8')) as object;
      writeFileSync(join(trust, name), JSON.stringify({ ...state, position: 'resumed', at, recorded: true }));
    }
    for (const each of [os, new AgentOS(options)]) expect(each.trust().halted).not.toBeNull();
  });

  it('is one halt, however many recorded it', async () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    os.halt('default', { by: 'ada' });
    const [halt] = os.guard.audit.records({ kinds: ['event'] });
    os.resume('default', { by: 'ada' });
    const { seq: _seq, ...again } = halt ?? { seq: 0 };
    os.guard.audit.appendSync(again as Parameters<typeof os.guard.audit.appendSync>[0]);
    for (const each of [os, new AgentOS(options)]) expect(await statusOf(each)).toBe('succeeded');
  });

  it('is of its session only, whatever the name is', () => {
    const options = temporaryWorkspace();
    const os = new AgentOS(options);
    for (const name of ['__proto__', 'a\0b', '\ud800', 'x'.repeat(5000)]) os.halt(name);
    empty(folderOf(options, 'trust'));
    const next = new AgentOS(options);
    for (const name of ['__proto__', 'a\0b', '\ud800', 'x'.repeat(5000)]) {
      expect(next.trust(name).halted).not.toBeNull();
      next.resume(name);
      expect(next.trust(name).halted).toBeNull();
    }
    expect(next.trust('constructor').halted).toBeNull();
  });
});
