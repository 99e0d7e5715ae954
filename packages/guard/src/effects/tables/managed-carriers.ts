import { shape } from '../effect-shape.js';
import { readContainer } from '../programs/container-readers.js';
import { carriesText } from '../programs/carriers.js';
import { carriesAfter, carriesBehind, carriesElsewhere, readNixRun } from '../programs/managed-carriers.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';
import { OTHER_PROGRAM } from '../programs/unlisted.js';
import { VIRTUAL_MACHINES } from './virtual-machines.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const INSTALL = shape('pkg.install', 'workspace', 'easy', 'normal');
const INSTALL_HOST = shape('pkg.install', 'host', 'easy', 'normal');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');
const SPAWN = shape('process.spawn', 'process', 'easy', 'normal');

const behind = (skip: number): ProgramRow => ({ style: 'posix', effect: CODE, read: carriesBehind(skip) });
const elsewhere: ProgramRow = {
  style: 'posix',
  options: {
    '-h --hosts -H --host -l --user -p --par -t --timeout -o --outdir -e --errdir -O -x -w -g -m -f -n -c -r -u':
      'text',
    '-a -i -A -v -P -S -b -q -L -B -d --inline': 'flag',
  },
  read: carriesElsewhere(0),
};

/** What the rest of a machine's own commands mean is said in its own table. */
const machine = (name: string): ProgramRow => ({
  ...Object.entries(VIRTUAL_MACHINES).find(([names]) => names.split(' ').includes(name))?.[1],
});
const machines = (name: string, commands: NonNullable<ProgramRow['commands']>): ProgramRow => ({
  style: 'posix',
  commands: { ...commands, '*': machine(name) },
});

/** Tools that run another command by one of their subcommands, or by an option. */
export const MANAGED_CARRIERS: ProgramTable = {
  // Managers of versions: the command runs with another toolchain in front of the path.
  'mise asdf rbenv nodenv goenv jenv pyenv tfenv volta proto sdk fnm rtx': {
    style: 'posix',
    commands: {
      'exec run x': { ...behind(0), options: { '--using --node --npm --yarn --shim': 'text' } },
      'install i in use u uninstall remove rm local global shell plugin plugins list ls ls-remote list-remote current where which whence rehash update up upgrade latest reshim env trust set unset settings tasks watch doctor activate deactivate completion completions cache prune outdated alias aliases config version versions version-name init default offline add pin fetch setup candidates flush selfupdate root commands help shims hooks link registry self-update fmt generate info virtualenv virtualenvs virtualenv-init bin-paths backends en edit test-tool sync unpin unalias uninit migrate clean home h home-dir enable-plugin jdk':
        { effect: INSTALL },
    },
  },
  'nvm n rustup': {
    style: 'posix',
    commands: {
      'exec run': behind(1),
      'install i use alias unalias ls ls-remote list current uninstall default which version version-remote deactivate reinstall-packages cache unload install-latest-npm lts latest stable rm prune update toolchain target component override show doc completions self check set help':
        { effect: INSTALL },
      // `n 22`: a version.
      '*': { cases: [{ operand: /^v?\d[\d.]*$/, effect: INSTALL }], effect: OTHER_PROGRAM },
    },
  },
  'cabal stack opam': {
    style: 'posix',
    commands: {
      exec: behind(0),
      'upload publish': { effect: PUBLISH },
      'build test run bench repl haddock install remove uninstall clean configure update upgrade init new setup ghci sdist check freeze outdated gen-bounds list list-bin info path ls dot templates unpack hoogle script eval runghc query switch env pin depext repository repo lint show option config var search reinstall source clean-all get fetch help user-config hpc':
        { effect: CODE },
    },
  },
  // Any word is a task of the project or of one of its packages.
  'turbo nx tox': {
    style: 'posix',
    commands: { exec: behind(0), '*': { effect: CODE } },
    others: 'project',
  },
  'nix-shell': {
    options: { '--run --command': 'shell', '-p --packages -I -A --arg --argstr': 'text', '--pure': 'flag' },
    effect: INSTALL_HOST,
  },
  nix: {
    style: 'posix',
    options: { '--extra-experimental-features --experimental-features --option': 'text' },
    commands: {
      'develop shell': { effect: INSTALL_HOST, read: carriesAfter('-c --command') },
      run: { style: 'posix', effect: INSTALL_HOST, read: readNixRun },
      'build flake profile search eval repl fmt log store path-info hash registry config show-config why-depends print-dev-env shell-hook upgrade-nix key copy bundle edit derivation help doctor':
        { effect: INSTALL_HOST },
    },
  },

  // Virtual machines and containers of a whole system: what is lost there stays there.
  'lxc incus': machines('lxc', { exec: { style: 'posix', read: readContainer(1, 'running') } }),
  multipass: machines('multipass', { exec: { style: 'posix', read: readContainer(1, 'running') } }),
  limactl: machines('limactl', { shell: { style: 'posix', read: readContainer(1, 'running') } }),
  lima: { style: 'posix', read: readContainer(0, 'running') },
  vagrant: machines('vagrant', {
    ssh: {
      options: { '-c --command': 'text', '-p --plain -t -T': 'flag' },
      read: carriesElsewhere(9, '-c --command'),
    },
  }),

  // Many machines at once.
  'pssh parallel-ssh pdsh dsh clush clustershell': elsewhere,
  salt: {
    options: { '-t -b -C -E -G -L -N -l': 'text' },
    style: 'posix',
    read: (invocation) =>
      /^cmd\.(?:run|run_all|shell|exec_code)$/.test(invocation.operands[1]?.text ?? '')
        ? carriesElsewhere(2)(invocation)
        : carriesElsewhere(Number.MAX_SAFE_INTEGER)(invocation),
  },

  // Helpers that time, queue, repeat or watch.
  hyperfine: {
    options: {
      '-w --warmup -m --min-runs -M --max-runs -r --runs -N -S --shell -n --command-name --export-json --export-markdown --export-csv -P -D -L --parameter-list --parameter-scan -i':
        'text',
      '-p --prepare -s --setup -c --cleanup --conclude': 'shell',
    },
    operands: 'shell',
    effect: SPAWN,
  },
  mispipe: { operands: 'shell' },
  tsp: {
    style: 'posix',
    options: { '-L -D -S -N -G': 'text', '-l -C -K -n -f -m -d': 'flag' },
    read: carriesBehind(0),
  },
  pueue: {
    style: 'posix',
    commands: {
      add: {
        style: 'posix',
        options: { '-w -g -d -a -l -p -o': 'text' },
        effect: SPAWN,
        read: carriesText(),
      },
      'status log wait start restart pause kill clean group parallel follow stash enqueue edit send remove switch reset shutdown config completions env format-status help':
        { effect: SPAWN },
    },
  },
  'watchman-make': { options: { '--run': 'shell', '-p -t -s --root': 'text' }, effect: SPAWN },
  chokidar: { options: { '-c --command': 'shell', '-d -t -i': 'text' }, effect: SPAWN },
  onchange: { style: 'posix', options: { '-e -d -f -p': 'text' }, effect: SPAWN, read: carriesBehind(1) },
};
