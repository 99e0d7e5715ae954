import { describe, expect, it } from 'vitest';
import { read } from '../reading.js';

const FILES = {
  '/proj/app/.git': 'directory',
  '/proj/app/.agentos': 'directory',
  '/proj/app/.agentos/journal': 'directory',
  '/proj/app/.agentos/journal/today.jsonl': 'file',
  '/proj/b/.git': 'directory',
  '/proj/app/g': 'file',
} as const;

function rulesOf(command: string, hasState = true): readonly string[] {
  const files = hasState ? FILES : { '/proj/app/.git': 'directory' as const };
  return read(command, files).findings.map(({ rule }) => rule);
}

function targetsOf(command: string): readonly string[] {
  return read(command, FILES)
    .effects.filter(({ verb }) => verb === 'fs.write' || verb === 'fs.delete')
    .map(({ verb, target }) => `${verb} ${target}`);
}

describe('the guard’s own folder, which Git ignores', () => {
  it.each([
    'git stash -a',
    'git stash --all',
    'git stash -ua',
    'git stash push --all',
    'git stash push -a -m "before lunch"',
    'git stash push -a -- .agentos',
    'git stash -a -- .',
    'git stash save --all wip',
    'cd src && git stash -a',
    'git clean -fdx .',
    'git clean -fdx -- .',
    'git clean -fdx :/',
    "git clean -fdx ':(top)'",
    "git clean -fdx '.age*'",
    'git clean -fdx .age*',
    "git clean -fdx '*gent*'",
    "git clean -fdx '*.jsonl'",
    'git clean -fdx .agentos/journal',
    'cd src && git clean -fdx ..',
    'cd src && git clean -fdx :/',
    'git -C src/.. clean -fdx',
    'git clean -ffdx -e nope/.agentos',
    'git clean -ffdx -e .agentos/journal',
    "git clean -ffdx -e .agentos -e '!.agentos'",
    'git clean -fdX -e .agentos',
  ])('%s would take it along', (command) => {
    expect(rulesOf(command)).toContain('state.protected');
    expect(rulesOf(command, false)).not.toContain('state.protected');
  });

  it.each([
    'git stash',
    'git stash -u',
    'git stash pop',
    'git stash push -a src',
    'git stash push -a -m .agentos src',
    'git stash list -a',
    'git clean -fd .',
    'git clean -ndx .',
    'git clean -fdx src',
    "git clean -fdx '*.log'",
    "git clean -fdx ':!.agentos'",
    'git clean -fdx -e .agentos',
    'git clean -fdx -e /.agentos',
    'git clean -fdx -e .agentos/ .',
    'git clean -fdx --exclude=/.agentos/',
    'cd src && git clean -fdx',
  ])('%s leaves it alone', (command) => {
    expect(rulesOf(command)).toEqual([]);
  });
});

describe('what Git does to files that are not committed is named, so that a snapshot holds it:', () => {
  it.each([
    ['git mv -f g h', ['fs.delete /proj/app/g', 'fs.write /proj/app/h']],
    ['git mv -n g h', []],
    ['git checkout-index -f -a', ['fs.write /proj/app']],
    ['git checkout-index -f g', ['fs.write /proj/app/g']],
    ['cd src && git checkout-index -fa', ['fs.write /proj/app']],
    ['git read-tree -u --reset HEAD', ['fs.write /proj/app']],
    ['git read-tree HEAD', []],
    ['git diff | git apply -R', ['fs.write /proj/app/…']],
    ['git apply --check x.patch', []],
    ['git apply --cached x.patch', []],
    ['git -C ../b restore g', ['fs.write /proj/b/g']],
    ['git -C .. -C b restore g', ['fs.write /proj/b/g']],
    ['cd ../b && git checkout -- g h', ['fs.write /proj/b/g', 'fs.write /proj/b/h']],
    ['git -C ../b reset --hard', ['fs.write /proj/b']],
    ['git -C ../b checkout -f', ['fs.write /proj/b']],
    ["git restore 'src/*.ts'", ['fs.write /proj/app/src/…/*.ts']],
    ['git restore :/', ['fs.write /proj/app']],
    ['git clean -fd', ['fs.delete ']],
    ['git clean -fd .', ['fs.delete ']],
    ['git clean -fd src x', ['fs.delete /proj/app/src', 'fs.delete /proj/app/x']],
    ['cd src && git clean -fd', ['fs.delete /proj/app/src']],
    ['git rm g h', ['fs.delete /proj/app/g', 'fs.delete /proj/app/h']],
    ["git rm '*.log'", ['fs.delete /proj/app/…/*.log']],
  ])('%s', (command, expected) => {
    expect(targetsOf(command)).toEqual(expected);
  });

  it('what is thrown away counts as before', () => {
    const scored = read('git checkout-index -f -a', FILES).effects.at(-1);
    expect(scored).toMatchObject({ reversibility: 'hard', sensitivity: 'sensitive' });
    expect(read('git read-tree -u --reset HEAD', FILES).effects).toContainEqual(
      expect.objectContaining({ verb: 'vcs.rewrite', reversibility: 'hard', sensitivity: 'sensitive' }),
    );
  });
});
