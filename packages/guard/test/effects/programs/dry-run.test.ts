import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../../src/facts/fixed-file-facts.js';
import { createGuard } from '../../../src/guard.js';
import { asksForDryRun } from '../../../src/effects/programs/dry-run.js';

const guard = createGuard({ workspaceRoot: '/proj/app', facts: createFixedFileFacts({}) });

function actionOf(command: string): string {
  return guard.risk.evaluate('exec', { command }).action;
}

/** Each with its dry run, and one that only seems to be. */
const SEEMING: Readonly<Record<string, readonly string[]>> = {
  'npm publish': [
    '--dry-run=false',
    '--dry-run false',
    '--no-dry-run',
    '--dry-run --no-dry-run',
    '--dry-run --No-Dry-Run',
    '--dry-run --no-dry',
    '--dry-run --no-no-no-dry-run',
    '--dry-run --dry-run=false',
    '--dry-run --dryRun=false',
    '--dry-run=0',
    '--dry-run=00',
    '--dry-run=',
    '--dry-run=null',
    '--dry-run="$FLAG"',
    '--dry=false',
    '--dry-run --tag --no-dry-run',
    '--userconfig --dry-run',
    '-n',
  ],
  'pnpm publish': ['--dry-run=false', '--dry-run --no-dry-run'],
  'yarn publish': ['--dry-run=false'],
  'yarn npm publish': ['--dry-run --no-dry-run'],
  'bun publish': ['--dry-run=false'],
  'npm unpublish x': ['--dry-run=false', '--dry-run --no-dry-run'],
  'cargo publish': ['--dry-run=false', '-n --no-dry-run'],
  'deno publish': ['--dry-run=false'],
  'dart pub publish': ['--dry-run --no-dry-run'],
  'semantic-release': ['--dry-run=false', '-d --no-dry-run', '--dry-run false'],
  'git push --force origin main': ['--dry-run=false', '--dry-run --no-dry-run', '-n --no-dry-run'],
  'git clean -fdx': ['-n --no-dry-run', '--dry-run --no-dry'],
  'kubectl delete ns prod': ['--dry-run=none', '--dry-run=client --dry-run=none', '--dry-run none'],
  'kubectl apply -f x.yaml': ['--dry-run=none', '--dry-run=false', '--dry-run=$MODE'],
  'helm uninstall prod': ['--dry-run=none', '--dry-run=false'],
  'aws ec2 terminate-instances --instance-ids i-1': ['--dry-run --no-dry-run', '--no-dry-run'],
  'gcloud projects delete x': ['--dry-run=false'],
  'apt-get remove libc6': ['-s=no', '-s-', '--simulate=no', '-s --no-simulate', '--dry-run --no-dry-run'],
  'rsync -a --delete a/ host:/b': ['--dry-run=false', '-n --no-dry-run'],
};

const cases = Object.entries(SEEMING).flatMap(([command, endings]) =>
  endings.map((ending) => [command, ending] as const),
);

describe('a dry run that is none', () => {
  it.each(cases)('%s %s is judged as the run that it is', (command, ending) => {
    expect(actionOf(`${command} ${ending}`)).toBe(actionOf(command));
    expect(actionOf(command)).not.toBe('auto');
  });

  it.each([
    'npm publish --dry-run',
    'npm publish --dry-run=true',
    'npm publish --no-dry-run --dry-run',
    'npm publish --dry-run=false --dry-run',
    'npm publish --dry-run -- --no-dry-run',
    'pnpm publish --dry-run --no-git-checks',
    'cargo publish -n',
    'kubectl delete --dry-run=client ns prod',
    'kubectl apply --dry-run=server -f x.yaml',
    'kubectl apply --dry-run -f x.yaml',
    'helm upgrade a b --dry-run=client',
    'git push -n origin main',
    'apt-get -s=yes install x',
  ])('%s is one', (command) => {
    expect(actionOf(command)).toBe('auto');
  });

  it('is found behind an option that the reader takes it for the value of', () => {
    expect(actionOf('npm publish --dry-run --provenance --dry-run false')).toBe(actionOf('npm publish'));
    expect(actionOf('npm publish --dry-run --provenance --dry-run true')).toBe('auto');
  });

  it('is found whatever else is said, and whatever value it has that is none of those that are known', () => {
    const word = fc.constantFrom(
      '--dry-run',
      '--dry-run=true',
      '--tag next',
      '--access public',
      '--provenance',
      '.',
    );
    const off = fc.oneof(
      fc.constantFrom('--no-dry-run', '--dry-run false', '--NO-DRY-RUN', '--no-dry-run=true'),
      fc.stringMatching(/^[a-z0-9]{0,6}$/).map((value) => `--dry-run=${value}`),
    );
    const known = /=(?:true|t|1|yes|y|on|client|server|unchanged)$/;
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 5 }),
        off,
        fc.constantFrom('', '--tag x', '.'),
        (before, last, after) => {
          fc.pre(last === '--no-dry-run=true' || !known.test(last));
          expect(actionOf(['npm publish', ...before, last, after].join(' '))).toBe(actionOf('npm publish'));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('is read from any words, and in time that grows with their number', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(null))), (words) => {
        expect(asksForDryRun([...words, '--dry-run', '--no-dry-run'])).toBe(false);
        expect(asksForDryRun([...words, '--no-dry-run', '--dry-run'])).toBe(true);
        expect(asksForDryRun([...words, '-n'], '-n')).toBe(true);
      }),
    );
    expect(actionOf(`npm publish ${'--dry-run --dry-run=false '.repeat(2000)}`)).not.toBe('auto');
  });

  it('is none in PowerShell where nobody knows whether it is switched on', () => {
    const removes = 'pwsh -c "Remove-Item -Recurse -Force C:/Windows';
    expect(actionOf(`${removes} -WhatIf:$flag"`)).toBe(actionOf(`${removes}"`));
  });
});
