import { describe, expect, it } from 'vitest';
import { createFixedFileFacts } from '../../src/facts/fixed-file-facts.js';
import { createGuard } from '../../src/guard.js';
import { read, rulesOf } from './reading.js';

const RULE = 'state.protected';

/** Each line with one like it that means something else. */
const PAIRS: readonly (readonly [own: string, other: string])[] = [
  ['sed -i s/halted/resumed/ .agent*/trust/*', 'sed -i s/halted/resumed/ src/trust/*'],
  ['sed -i s/a/b/ .a*/**', 'sed -i s/a/b/ .github/**'],
  ['rm .a*/trust/*.events', 'rm -rf .cache*'],
  ['rm -rf .agent*', 'rm -rf .next*'],
  ['rm -f .??*/x', 'rm -f .*.swp'],
  ['rm .[[:lower:]]gentos/trust/x', 'rm .[[:digit:]]x/y'],
  ['shopt -s extglob; rm .+([a-z])/trust/x', 'shopt -s extglob; rm +([0-9])/trust/x'],
  ['shopt -s dotglob; rm */trust/x', 'rm */trust/x'],
  ['shopt -s nocaseglob; rm .AGENT*/trust/x', 'rm .AGENT*/trust/x'],
  ['chmod 000 .agent*/trust', 'chmod 600 .env*'],
  ['chown -R me .agent*', 'chown -R me src*'],
  ['mv .agent* /tmp/x', 'mv .env.* config/'],
  ['cp /tmp/x .agent*/trust/y', 'cp .agent*/trust/y /tmp/x'],
  ['cp -t .agent*/trust x', 'cp -t docs* x'],
  ['mkdir .agent*/x', 'mkdir .github*/x'],
  ['tar -xf x.tar -C .agent*', 'tar -xf x.tar -C dist*'],
  ["echo '{}' > .a*/trust/x.switch", "echo '{}' > dist*/x.switch"],
  ['cd .agent*/trust && rm x', 'cd dist* && rm x'],
  ['pushd .agent*; rm trust/x', 'pushd dist*; rm trust/x'],
  ['for f in .agent*/trust/*; do sed -i s/a/b/ "$f"; done', 'for f in src/*; do sed -i s/a/b/ "$f"; done'],
  ['f=(.agent*/trust/*); rm "${f[@]}"', 'f=(dist/*); rm "${f[@]}"'],
  ['p=".agent*/trust/*"; rm $p', 'p=".agent*/trust/*"; ls $p'],
  ['sed -i s/a/b/ $(ls -d .[a-z]*/trust/*.switch)', 'cat $(ls -d .[a-z]*/trust/*.switch)'],
  ['rm $(echo .a*/trust/*)', 'rm $(echo dist/*)'],
  ['ls .agent*/trust/* | xargs rm', 'ls dist/* | xargs rm'],
  ['ls .agent*/trust/* | while read f; do rm "$f"; done', 'ls dist/* | while read f; do rm "$f"; done'],
  ['grep -rl halted .agent* | xargs sed -i s/a/b/', 'grep -rl halted src | xargs sed -i s/a/b/'],
  ["bash -c 'rm .agent*/trust/*'", "bash -c 'rm dist/*'"],
  ["pwsh -c 'Remove-Item .agent*/trust/*'", "pwsh -c 'Remove-Item *.log'"],
  [
    `python3 -c "import glob, os; [os.remove(f) for f in glob.glob('.agent*/trust/*')]"`,
    `python3 -c "import glob, os; [os.remove(f) for f in glob.glob('dist/*')]"`,
  ],
  [
    `python3 -c "import pathlib; [p.unlink() for p in pathlib.Path('.').rglob('*.switch')]"`,
    `python3 -c "import pathlib; [p.unlink() for p in pathlib.Path('.').rglob('*.pyc')]"`,
  ],
  ["find . -name '*.switch' -exec sed -i s/a/b/ {} +", "find . -name '*.ts' -exec sed -i s/a/b/ {} +"],
  ["find . -name '*.switch' -delete", "find . -name '*.sw[op]' -delete"],
  ["find . -iname '*.EVENTS' -delete", "find . -iname '*.LOG' -delete"],
  ["find -name '*.swi*' -delete", "find -name '*.s*' -delete"],
  ["find . -name '.agent*' -exec rm -rf {} +", "find . -name '.cache*' -exec rm -rf {} +"],
  ["find . -path '*agentos*' -delete", "find . -path '*dist*' -delete"],
  ["find . -path './.a*' -delete", "find . -path './a*' -delete"],
  [
    "find . -path '*/trust/*' -exec sed -i s/a/b/ {} +",
    "find . -path '*/trust/*' -name '*.ts' -exec sed -i s/a/b/ {} +",
  ],
  ["find . -regex '.*\\.switch' -delete", "find . -regex '.*\\.tmp' -delete"],
  [
    "find . -type f \\( -name '*.tmp' -o -name '*.switch' \\) -delete",
    "find . -type d -name '*.switch' -delete",
  ],
  [
    "find . -type f ! -name '*.ts' -name '*.switch' -delete",
    "find . -type f ! \\( -path './dist/*' -o -path './.agentos/*' \\) -exec sed -i s/a/b/ {} +",
  ],
  [
    "find . -name '*.ts' -o -name '*.switch' -delete",
    "find . -path './.agentos' -prune -o -type f -exec sed -i s/a/b/ {} +",
  ],
  ["find /proj -name '*.switch' -delete", "find src -name '*.switch' -delete"],
  ["find . -name '*.switch' | xargs rm", "find . -name '*.switch' | xargs cat"],
  ["find . -name '*.switch' -exec sh -c 'rm \"$1\"' _ {} \\;", "find . -name '*.switch' -exec cat {} +"],
  ['while read f; do rm "$f"; done < <(find . -name \'*.switch\')', "find . -name '*.switch' | head"],
  ['fd -H -e switch -x rm', 'fd -H -e log -x rm'],
  ["fd -u 'agentos' -X rm -rf", 'fd -e switch -X rm'],
  [
    "grep -rl x . --include='*.switch' | xargs sed -i s/a/b/",
    "grep -rl x . --include='*.ts' | xargs sed -i s/a/b/",
  ],
  ["rg -l --hidden -g '*.events' x | xargs sed -i s/a/b/", "rg -l -g '*.ts' x | xargs sed -i s/a/b/"],
  ['ls -A | grep agentos | xargs rm -rf', 'ls -A | grep -v agentos | xargs -n1 echo'],
  ["find . | grep '\\.switch$' | xargs rm", "find . | grep '\\.log$' | xargs rm"],
];

describe('a pattern that may match the folder of the guard', () => {
  it.each(PAIRS)('is protected as the folder is: %s', (own, other) => {
    expect(rulesOf(read(own))).toContain(RULE);
    expect(rulesOf(read(other))).not.toContain(RULE);
  });

  it.each([
    'git clean -fd',
    'rm -rf .next .turbo* .nyc_output',
    'grep -rl foo . | xargs sed -i s/foo/bar/',
    'rg -l foo | xargs sed -i s/foo/bar/',
    'cp -r .[!.]* /tmp/backup',
    'tar czf /tmp/x.tgz .[!.]* *',
    'ls -la .*',
    'cat .agent*/trust/*',
    "rm '.agent*/trust/x'",
    'chmod +x scripts/*.sh .husky/*',
  ])('is none of these: %s', (command) => {
    expect(rulesOf(read(command))).not.toContain(RULE);
  });

  it('is found by names that stand on the disk, and in a folder of another name', () => {
    const guard = createGuard({
      workspaceRoot: '/proj/app',
      stateDir: '/proj/app/var/own',
      facts: createFixedFileFacts({ files: { '/proj/app/var/own/trust/ab12cd.switch': 'file' } }),
    });
    const rulesFor = (command: string): readonly string[] =>
      guard
        .inspect({
          id: 'call',
          tool: 'exec',
          params: { command },
          sessionId: 's',
          agentId: 'a',
          cwd: '/proj/app',
          claims: [],
        })
        .findings.map(({ rule }) => rule);
    for (const command of ["find . -name 'ab12*' -delete", 'rm */ow*/trust/x', 'sed -i s/a/b/ v*/own/*/*'])
      expect(rulesFor(command)).toContain(RULE);
    for (const command of ["find . -name 'ff12*' -delete", 'rm .agent*/trust/x', 'rm */out/x'])
      expect(rulesFor(command)).not.toContain(RULE);
  });
});
