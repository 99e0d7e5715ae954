import { shape } from '../effect-shape.js';
import {
  readAdd,
  readGitCarrier,
  readPacked,
  readPatches,
  readPush,
  readRemote,
  readRemotes,
} from '../programs/git-readers.js';
import { readAddedFolder, readHashed, readTemplate } from '../programs/git-paths.js';
import { readGrep, readListed, readShown } from '../programs/git-shown.js';
import {
  readApplied,
  readCheckout,
  readClean,
  readRemoved,
  readRenamed,
  readReset,
  readStagedOut,
  readStash,
  readTreeRead,
} from '../programs/git-work-tree.js';
import { readConfig, readGitOptions } from '../programs/git-settings.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const WRITE = shape('vcs.write', 'workspace', 'easy', 'normal');
const DROP_ONE = shape('vcs.rewrite', 'workspace', 'hard', 'normal');
const DISCARD = shape('vcs.rewrite', 'workspace', 'hard', 'sensitive');
const HISTORY = shape('vcs.rewrite', 'workspace', 'irreversible', 'critical');
const UNKNOWN_COMMAND = shape('process.spawn', 'workspace', 'hard', 'normal');

const writes: ProgramRow = { effect: WRITE };

/** Git: what can be taken back from the reflog is easy, what leaves or ends the reflog is not. */
export const GIT: ProgramTable = {
  git: {
    options: {
      '-C': 'folder',
      '-c --config-env': 'text',
      '--git-dir --work-tree --namespace --exec-path --super-prefix': 'text',
      '-p --paginate -P --no-pager --bare --no-replace-objects': 'flag',
    },
    style: 'posix',
    read: readGitOptions,
    commands: {
      'status rev-parse rev-list describe shortlog ls-remote name-rev merge-base for-each-ref show-ref show-branch count-objects verify-commit verify-tag fsck var version help check-ignore check-attr cherry range-diff ls-tree symbolic-ref-list archive-list column interpret-trailers stripspace get-tar-commit-id bugreport diagnose request-pull instaweb':
        { output: 'other' },
      'diff show log whatchanged blame annotate cat-file diff-tree diff-index diff-files': {
        options: {
          '--output': 'write',
          '-n -S -G -L --grep --author --committer --since --until --after --before --max-count': 'text',
          '--ext-diff': 'flag',
        },
        output: 'other',
        read: readShown,
      },
      grep: {
        options: {
          '-O --open-files-in-pager': 'shell',
          '-e -f -A -B -C -m --max-depth --threads': 'text',
        },
        output: 'other',
        read: readGrep,
      },
      'ls-files': { options: { '-x --exclude -X --exclude-from': 'text' }, read: readListed },
      merge: {
        options: { '-m -F -s -X --strategy': 'text', '--abort --quit': 'flag' },
        // `merge --abort` is `reset --merge`: what was resolved by hand is gone.
        cases: [{ has: '--abort', effect: DISCARD }],
        effect: WRITE,
        read: readReset,
      },
      apply: {
        options: {
          '--directory -p -C --exclude --include --whitespace': 'text',
          '--unsafe-paths --check --stat --numstat --summary --cached --index -R --reverse': 'flag',
        },
        cases: [{ has: '--check --stat --numstat --summary', effect: null }],
        effect: WRITE,
        read: readApplied,
      },
      'checkout-index': {
        options: { '--prefix --stage': 'text', '-a --all -f --force -u -q -n --stdin -z': 'flag' },
        effect: WRITE,
        read: readStagedOut,
      },
      'read-tree': {
        options: { '--prefix --index-output': 'text', '-u -m -n --dry-run --reset': 'flag' },
        effect: WRITE,
        read: readTreeRead,
      },
      mv: {
        options: { '-n --dry-run -f --force -k -v': 'flag' },
        effect: WRITE,
        read: readRenamed,
      },
      init: {
        options: {
          '--template --separate-git-dir --object-format --ref-format -b --initial-branch': 'text',
          '--shared': 'flag',
        },
        effect: WRITE,
        read: readTemplate,
      },
      'hash-object': {
        options: { '-t --path': 'text', '-w': 'flag' },
        effect: WRITE,
        read: readHashed,
      },
      'commit cherry-pick revert tag-create am notes send-pack stage rerere sparse-checkout commit-tree write-tree update-index merge-file pack-refs maintenance-run fast-import mergetool difftool subtree flow lfs maintenance replace-list':
        {
          options: { '-m --message -F --file -C -c -t --author --date': 'text', '--abort --quit': 'flag' },
          cases: [{ has: '--abort', effect: DROP_ONE }],
          effect: WRITE,
        },
      add: {
        options: {
          '--chmod --pathspec-from-file': 'text',
          '-n --dry-run -f --force -A --all -u --update': 'flag',
        },
        cases: [{ has: '-n --dry-run', effect: null }],
        effect: WRITE,
        read: readAdd,
      },
      'format-patch': {
        options: { '-o --output-directory': 'text', '--root --stdout': 'flag' },
        effect: WRITE,
        read: readPatches,
      },
      rebase: {
        options: { '-x --exec': 'shell', '--onto -s -X --strategy': 'text', '--abort --skip': 'flag' },
        effect: WRITE,
      },
      push: {
        options: {
          '-o --push-option --repo --receive-pack --exec': 'text',
          '-u --set-upstream -f --force --force-with-lease --force-if-includes -d --delete --tags --all --mirror -n --dry-run --prune --follow-tags --no-verify':
            'flag',
        },
        read: readPush,
      },
      'clone fetch pull remote-update': {
        options: {
          '-u --upload-pack --receive-pack --exec -b --branch -o --origin --depth --reference --template -c --config -j --jobs --filter':
            'text',
          '-f --force': 'flag',
        },
        effect: WRITE,
        read: readRemote,
      },
      'ls-remote': { options: { '--upload-pack --exec': 'text' }, read: readRemote },
      remote: {
        read: readRemotes,
        cases: [
          { operand: /^(?:add|rename|set-url|set-head|set-branches|update|prune)$/, effect: WRITE },
          { operand: /^(?:remove|rm)$/, effect: DROP_ONE },
          { effect: null },
        ],
      },
      'checkout restore switch': {
        options: {
          '-b -B --orphan -c -C -t -s --source --conflict --pathspec-from-file': 'text',
          '-f --force --discard-changes -S --staged -W --worktree --ours --theirs -p --patch -q --detach':
            'flag',
        },
        read: readCheckout,
      },
      reset: { cases: [{ has: '--hard --merge', effect: DISCARD }, { effect: WRITE }], read: readReset },
      clean: {
        options: { '-e --exclude': 'text', '-n --dry-run -i --interactive -f --force -d -x -X -q': 'flag' },
        read: readClean,
      },
      stash: {
        options: {
          '-m --message --pathspec-from-file': 'text',
          '-a --all -u --include-untracked -k --keep-index -S --staged -p --patch -q': 'flag',
        },
        read: readStash,
        cases: [
          { operand: /^drop$/, effect: DROP_ONE },
          { operand: /^clear$/, effect: DISCARD },
          { operand: /^(?:list|show)$/, effect: null },
          { effect: WRITE },
        ],
      },
      branch: {
        options: {
          '-m -M -c -C --move --copy -u --set-upstream-to --contains --merged --no-merged --points-at --sort --format':
            'flag',
          '-d --delete -D -f --force': 'flag',
          '-a -r -v -vv --list --show-current': 'flag',
        },
        cases: [
          { has: '-D', effect: DISCARD },
          { has: '-f --force', effect: DISCARD },
          { has: '-d --delete', effect: WRITE },
          { has: '-a -r -v -vv --list --show-current --contains --merged --no-merged', effect: null },
          { fewer: 1, effect: null },
          { effect: WRITE },
        ],
      },
      tag: {
        options: {
          '-m -F -u --message --file --sort --format --contains': 'text',
          '-d --delete -f --force -l --list': 'flag',
        },
        cases: [
          { has: '-d --delete -f --force', effect: DROP_ONE },
          { has: '-l --list --contains', effect: null },
          { fewer: 1, effect: null },
          { effect: WRITE },
        ],
      },
      worktree: {
        options: { '-b -B --reason --orphan': 'text', '-f --force': 'flag' },
        read: readAddedFolder,
        cases: [
          { operand: /^remove$/, has: '-f --force', effect: DISCARD },
          { operand: /^(?:list)$/, effect: null },
          { effect: WRITE },
        ],
      },
      submodule: {
        options: { '-f --force': 'flag' },
        cases: [
          { operand: /^deinit$/, has: '-f --force', effect: DISCARD },
          { operand: /^(?:status|summary)$/, effect: null },
          { effect: WRITE },
        ],
        read: readGitCarrier,
      },
      bisect: { effect: WRITE, read: readGitCarrier },
      config: {
        options: {
          '-f --file --blob --type --default': 'text',
          '--global --system --local --worktree --unset --unset-all --get --get-all --get-regexp --get-urlmatch --list -l --edit --add':
            'flag',
        },
        read: readConfig,
      },
      reflog: {
        options: { '--expire --expire-unreachable': 'text', '--all -n --dry-run': 'flag' },
        cases: [{ operand: /^(?:expire|delete|drop)$/, effect: HISTORY }, { effect: null }],
      },
      gc: {
        options: { '--prune': 'flag', '--aggressive --auto -q --quiet --force': 'flag' },
        read: (invocation) => {
          const now = invocation.options.some(
            ({ name, value }) => name === '--prune' && /^(?:now|all|0.*)$/i.test(value?.text ?? ''),
          );
          invocation.shell.reading.sink.effect(now ? HISTORY : WRITE, '', invocation.evidence);
          return undefined;
        },
      },
      'prune prune-packed repack': { cases: [{ has: '-n --dry-run', effect: null }, { effect: DISCARD }] },
      'fast-export': { read: readPacked },
      'filter-branch filter-repo': {
        options: {
          '--tree-filter --index-filter --msg-filter --commit-filter --env-filter --parent-filter --tag-name-filter --setup':
            'shell',
          '--path --blob-callback': 'text',
        },
        cases: [{ has: '--dry-run --analyze', effect: null }, { effect: HISTORY }],
      },
      'update-ref': { cases: [{ has: '-d --delete --stdin', effect: HISTORY }, { effect: DISCARD }] },
      'symbolic-ref replace': { cases: [{ fewer: 2, effect: null }, { effect: WRITE }] },
      rm: {
        options: { '-r -f --force --cached -n --dry-run -q': 'flag' },
        cases: [
          { has: '-n --dry-run', effect: null },
          { has: '--cached', effect: WRITE },
        ],
        read: readRemoved,
      },
      archive: {
        options: { '-o --output': 'text', '--format --prefix --remote': 'text', '--exec': 'shell' },
        read: readPacked,
      },
      bundle: { options: { '--version': 'text' }, effect: WRITE, read: readPacked },
      credential: { effect: shape('secret.read', 'process', 'irreversible', 'critical') },
      'send-email': { effect: shape('message.send', 'shared', 'partial', 'normal') },
      '*': { effect: UNKNOWN_COMMAND },
    },
  },
  'hg svn jj bzr fossil sl darcs cvs p4': {
    cases: [
      { operand: /^(?:push|commit|ci)$/, effect: shape('vcs.push', 'shared', 'partial', 'normal') },
      { operand: /^(?:strip|obliterate|purge)$/, effect: DISCARD },
      { operand: /^(?:revert|abandon)$/, effect: DROP_ONE },
      {
        operand: /^(?:status|st|log|diff|info|cat|blame|annotate|show|identify|id|summary|ls|list|help)$/,
        effect: null,
      },
      { effect: WRITE },
    ],
  },
  'git-lfs git-flow tig lazygit gitk git-cliff git-absorb pre-commit husky lefthook lint-staged commitlint cz':
    writes,
};
