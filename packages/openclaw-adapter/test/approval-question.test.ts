import { expect, it } from 'vitest';
import { clip } from '../src/approval-question.js';
import { call, matching, openCore } from './scripted-host.js';
import type { ApprovalQuestion, PolicyAnswer } from '../src/host-api.js';

function asked(answer: PolicyAnswer): ApprovalQuestion {
  if (answer === undefined || !('requireApproval' in answer)) throw new Error('not asked');
  return answer.requireApproval;
}

it('[S4-64] the question names tool, risk, mode, R(t), reason, how to allow it and when it is over', () => {
  const { gate } = openCore({ approvalTimeoutMs: 60_000 });
  gate.policy(...call('exec', { command: 'ls' }));
  const { title, description, timeoutMs, timeoutReason, pluginId } = asked(
    gate.policy(...call('exec', { command: 'git push --force origin main' })),
  );
  expect(title).toBe('Sentinel: allow exec?');
  expect(description.split('\n')).toEqual([
    'Tool: exec',
    'Risk: 3.46 (confirm, strict)',
    matching(/^Mode: .* · R\(t\)=0\.00$/),
    matching(/^Why: /),
    'Safer: use --force-with-lease instead of --force',
    'Call: git push --force origin main',
    matching(/^Blocked by itself in 60 s\. To allow it afterwards: \/sentinel allow once [0-9a-f]{6}$/),
  ]);
  expect(timeoutMs).toBe(60_000);
  expect(timeoutReason).toMatch(/^Sentinel blocked exec: nobody approved it within 60 s\./);
  expect(pluginId).toBe('sentinel-agentos');
});

it('a question stays within what the host takes, whatever the call says', () => {
  const { gate } = openCore();
  const long = `${'a'.repeat(70)}😀`.repeat(200);
  const { title, description } = asked(gate.policy(...call('exec', { command: `npm publish ${long}` })));
  expect(title.length).toBeLessThanOrEqual(80);
  expect(description.length).toBeLessThanOrEqual(512);
  expect(description).toMatch(/CUT: \d+ of \d+ characters are not shown[\s\S]*allow once [0-9a-f]{6}$/);
  expect(description).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
});

it('the question shows everything that a call says, also what would hide', () => {
  const { gate } = openCore();
  const params = {
    command: 'npm publish\ntrue \u202Egnp.exe',
    env: { NODE_OPTIONS: '--require ./x.js' },
    workdir: '/proj',
  };
  const { description } = asked(gate.policy(...call('exec', params)));
  expect(description).toContain(
    'Call: npm publish ⏎ true \\u{202e}gnp.exe · env={"NODE_OPTIONS":"--require ./x.js"} · workdir="/proj"',
  );
});

it('the end of a call that is cut is shown', () => {
  const { gate } = openCore();
  const { description } = asked(
    gate.policy(
      ...call('exec', { command: `npm publish; echo ${'a'.repeat(2000)} && npm unpublish left-pad` }),
    ),
  );
  expect(description).toMatch(/CUT: .* && npm unpublish left-pad\n/);
});

it('a text is never cut within a character', () => {
  expect(clip('ab😀', 4)).toBe('ab😀');
  expect(clip('ab😀c', 4)).toBe('ab…');
});
