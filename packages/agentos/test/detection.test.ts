import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { wrapAgent } from '../src/index.js';
import { temporaryWorkspace } from './temporary-workspace.js';
import type { AgentOSOptions, Approver, Sentinel } from '../src/index.js';

/** Built from pieces: nothing in this file looks like a credential. */
const PASSWORD = ['Tr0ub', '4dor', '-hOrse', '-7781'].join('');
const LETTERS = 'aB3dE5fG7hJ9kL1mN4pQ6';
const BODY = Array.from({ length: 93 }, (_, index) => LETTERS[(index * 8 + (index >> 3)) % 21]).join('');
const KEY = `${['sk', 'ant', 'api03', BODY].join('-')}AA`;

const grants: Approver = {
  approve: async ({ decision }) => ({ verdict: 'granted', digest: decision.digest, by: 'test' }),
};

/** A session that has read a file with a password, on somebody's word. */
async function sessionThatRead(more: AgentOSOptions = {}): Promise<Sentinel> {
  const options = temporaryWorkspace();
  const file = join(options.workspaceRoot, '.env');
  writeFileSync(file, `DB_PASSWORD=${PASSWORD}\n`);
  const sentinel = wrapAgent({ ...options, approver: grants, ...more });
  const { status } = await sentinel.execute('read_file', { path: file }, () => readFileSync(file, 'utf8'));
  expect(status).toBe('succeeded');
  return sentinel;
}

describe('a message that would carry a credential out', () => {
  it('[S4-03] is not sent: one that holds a key needs a person', async () => {
    const sentinel = wrapAgent(temporaryWorkspace());
    const send = vi.fn();
    const params = { channel: '#general', text: `use ${KEY} for now` };
    const receipt = await sentinel.execute('slack_post_message', params, send);
    expect(send).not.toHaveBeenCalled();
    expect(receipt).toMatchObject({ status: 'unapproved', decision: { action: 'confirm', strict: true } });
    await sentinel.close();
  });

  it.each([
    ['as it is', PASSWORD],
    ['in base64', Buffer.from(PASSWORD).toString('base64')],
    ['backwards', [...PASSWORD].reverse().join('')],
  ])('[S4-03] is denied, on anybody’s word, when an earlier call read it: %s', async (_, text) => {
    const sentinel = await sessionThatRead();
    const send = vi.fn();
    const receipt = await sentinel.execute('slack_post_message', { channel: '#general', text }, send);
    expect(send).not.toHaveBeenCalled();
    expect(receipt.status).toBe('denied');
    expect(receipt.decision.findings.map(({ rule }) => rule)).toContain('flow.secret');
    await sentinel.close();
  });

  it('leaves neither key nor password anywhere in the state folder', async () => {
    const sentinel = await sessionThatRead();
    const workspaceRoot = sentinel.audit()[0]?.cwd ?? '';
    await sentinel.execute('exec', { command: `echo ${KEY}` }, () => `it is ${KEY}`);
    await sentinel.execute('exec', { command: 'false' }, () => {
      throw new Error(`cannot log in with ${KEY}`);
    });
    await sentinel.close();
    const state = join(workspaceRoot, '.agentos');
    const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((each) =>
      each.isFile(),
    );
    const kept = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
    expect(kept).toContain('[masked]');
    expect(kept).not.toContain(KEY);
    expect(kept).not.toContain(PASSWORD);
  });

  it('is sent where nobody asked to look', async () => {
    const sentinel = await sessionThatRead({ detectConfig: false });
    const receipt = await sentinel.execute(
      'slack_post_message',
      { channel: '#x', text: PASSWORD },
      () => 'sent',
    );
    expect(receipt).toMatchObject({ status: 'succeeded', detections: [] });
    await sentinel.close();
  });

  it('refuses options of the detector that there are not', () => {
    const detectConfig = { secrets: { budget: -1 } };
    expect(() => wrapAgent({ ...temporaryWorkspace(), detectConfig })).toThrow('budget');
  });
});
