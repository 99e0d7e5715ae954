import { shape } from '../effect-shape.js';
import {
  carries,
  carriesText,
  joinWords,
  readEnv,
  readExec,
  readSu,
  readSudo,
  readWatch,
} from '../programs/carriers.js';
import { readTimed } from '../programs/windows-carriers.js';
import { readParallel, readXargs } from '../programs/argument-carriers.js';
import { has, note, runCarried, runWords, valueOfOption, type Invocation } from '../programs/invocation.js';
import { readMultiplexer } from '../programs/multiplexers.js';
import { SOMETHING } from '../shell/data.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const posix = (row: ProgramRow): ProgramRow => ({ ...row, style: 'posix' });
const SCHEDULED = shape('process.spawn', 'host', 'partial', 'normal');

/** Programs that run another command: every option that takes a value must stand here, or its value is taken for the command. */
export const CARRIERS: ProgramTable = {
  'sudo gosu run0 please': posix({
    options: {
      '-u --user -g --group -h --host -p --prompt -C --close-from -D --chdir -r --role -t --type -T --command-timeout -U --other-user -R --chroot -a --auth-type -c --login-class':
        'text',
      '-i --login -s --shell -n -E -H -b -S -A -P -k -K -v -l -e --edit --list --validate --preserve-env --non-interactive --set-home --stdin':
        'flag',
    },
    read: readSudo,
  }),
  'doas pkexec dzdo': posix({ options: { '-u --user -C -a': 'text' }, read: readSudo }),
  su: {
    options: {
      '-c --command --session-command': 'text',
      '-s --shell -g --group -G -w': 'text',
      '-l --login -m -p': 'flag',
    },
    read: readSu,
  },
  runuser: { options: { '-c --command': 'text', '-u --user -g -G -s --shell': 'text' }, read: readSu },
  env: posix({
    options: {
      '-C --chdir': 'folder',
      '-u --unset -a --argv0': 'text',
      '-S --split-string': 'text',
      '-i --ignore-environment -v --debug -0 --null': 'flag',
    },
    read: readEnv,
  }),
  'nohup setsid time gtime caffeinate unbuffer multitime softlimit torify daemonize cgexec choom pexec command builtin noglob nocorrect dbus-run-session stdbuf-run linux32 linux64 i386 arch-run eatmydata fakeroot faketime-run catchsegv chronic ifne vipe rlwrap proxychains proxychains4 torsocks tsocks firejail bwrap-run systemd-inhibit systemd-cat doppler-run direnv-exec uvx-run zsh-exec pipenv-run':
    posix({
      options: { '-p -v -f -o -t -w --format --output --wait --fork --ctty': 'flag' },
      read: (invocation) =>
        invocation.name === 'command' && invocation.options.some(({ name }) => name === '-v' || name === '-V')
          ? { text: `/usr/bin/${invocation.operands[0]?.text ?? ''}`, taint: 0 }
          : carries()(invocation),
    }),
  // The first operand is what the carrier itself needs: a processor, a time, a file, a folder.
  'setarch faketime logsave setlock envdir chpst setuidgid softlimit-run direnv-run': posix({
    options: { '-a -t -f -m -n -u': 'text' },
    read: (invocation) =>
      carries(
        /^(?:faketime|logsave|setlock|envdir|setuidgid)$/.test(invocation.name) || isMachine(invocation)
          ? 1
          : 0,
      )(invocation),
  }),
  cgexec: posix({ options: { '-g': 'text' }, read: carries() }),
  choom: posix({ options: { '-n --adjust -p': 'text' }, read: carries() }),
  setpriv: posix({
    options: { '-d --dump --list-caps --nnp --clear-groups --keep-groups --init-groups --reset-env': 'flag' },
    read: carries(),
  }),
  'ld.so ld-linux.* ld-linux-x86-64.* ld-musl.* ld-musl-x86_64.*': posix({
    options: {
      '--library-path --preload --argv0 --audit --inhibit-rpath': 'text',
      '--list --verify': 'flag',
    },
    read: carries(),
  }),
  direnv: posix({
    commands: {
      exec: posix({ read: carries(1) }),
      'allow permit grant deny block disallow revoke edit export hook reload status stdlib version fetchurl dump prune help log':
        { effect: shape('code.exec', 'workspace', 'easy', 'normal'), output: 'other' },
    },
  }),
  'entr nodemon watchexec': posix({
    options: {
      '-x --exec': 'shell',
      '-w --watch -e --ext --exts -i --ignore --delay --signal -d --shell -f --filter': 'text',
      '-r -c -d -n -p -s -z -a': 'flag',
    },
    effect: shape('process.spawn', 'process', 'easy', 'normal'),
    read: (invocation) =>
      invocation.name === 'nodemon' || invocation.operands.length === 0
        ? runNodemon(invocation)
        : has(invocation, '-s')
          ? carriesText()({ ...invocation, operands: invocation.operands.slice(0, 1) })
          : carries()(invocation),
  }),
  exec: posix({ options: { '-a': 'text', '-c -l': 'flag' }, read: readExec }),
  taskset: posix({ options: { '-a -c -p --cpu-list --all-tasks --pid': 'flag' }, read: carries(1) }),
  'nice ionice chrt prlimit numactl cpulimit schedtool': posix({
    options: {
      '-n --adjustment -c --class --classdata -p --pid -P -u -l --limit --cpunodebind --membind -N -m':
        'text',
    },
    read: (invocation) => carries(invocation.name === 'chrt' ? 1 : 0)(invocation),
  }),
  'timeout gtimeout': posix({
    options: { '-s --signal -k --kill-after': 'text', '--preserve-status --foreground -v --verbose': 'flag' },
    read: carries(1),
  }),
  stdbuf: posix({ options: { '-i --input -o --output -e --error': 'text' }, read: carries() }),
  'xargs gxargs': posix({
    options: {
      '-I -J --replace -n --max-args -L --max-lines -P --max-procs -s --max-chars -d --delimiter -E --eof -a --arg-file --process-slot-var':
        'text',
      '-0 --null -r --no-run-if-empty -t --verbose -p --interactive -x --exit -i': 'flag',
    },
    read: readXargs,
  }),
  'parallel rush': posix({
    options: {
      '-j --jobs -a --arg-file --colsep -C --delay --timeout --results --joblog --tmpdir --workdir -S --sshlogin -N -n --max-args -I':
        'text',
      '-k --keep-order --bar --dry-run -0 --null --will-cite': 'flag',
    },
    read: readParallel,
  }),
  watch: posix({
    options: { '-n --interval -q --equexit': 'text', '-d --differences -t -e -c -b -g -x --exec': 'flag' },
    read: readWatch,
  }),
  'script scriptreplay': {
    options: { '-c --command': 'shell', '-t -T -O -I -B -o --log-out --log-in --log-io': 'text' },
    operands: ['write', 'command'],
  },
  flock: posix({
    options: {
      '-w --timeout -E --conflict-exit-code': 'text',
      '-c --command': 'flag',
      '-n -s -x -u -o': 'flag',
    },
    read: (invocation) =>
      invocation.options.some(({ name }) => name === '-c' || name === '--command')
        ? carriesText(1)(invocation)
        : flockWords(invocation),
  }),
  'strace ltrace dtruss perf-trace gdb-run valgrind heaptrack': posix({
    options: {
      '-o -e -p -s -a -E -u -I -O -S -P -X -b -l -n -x --tool --log-file --output --trace --attach': 'text',
      '-f -ff -c -C -t -tt -T -v -y -q': 'flag',
    },
    read: carries(),
  }),
  // Batch schedulers: the command runs on another machine of the same cluster.
  'srun salloc bsub qrsh qlogin condor_run prun mpirun mpiexec orterun': posix({
    options: {
      '-n -N -c -p -t -J -o -e -i -w -x -A -D -C -d -G -q -m -M -R -W -P --ntasks --nodes --cpus-per-task --partition --time --job-name --output --error --input --nodelist --exclude --account --chdir --constraint --dependency --gpus --qos --mem --mem-per-cpu --mem-per-gpu --gres --ntasks-per-node --cpus-per-gpu --host --hostfile -np -H --map-by --bind-to':
        'text',
      '-I -Is -Ip -K --pty --exclusive --overlap -l --label -u --unbuffered --oversubscribe --allow-run-as-root':
        'flag',
    },
    // A shell there is no way out of here.
    read: (invocation) => runWords(invocation, invocation.operands),
  }),
  chroot: posix({ options: { '--userspec --groups': 'text' }, read: carries(1) }),
  'unshare nsenter': posix({
    options: {
      '-t --target -S --setuid -G --setgid --wd -R --root --propagation --map-user --map-group --map-users':
        'text',
      '-m -u -i -n -p -U -C -T -f -r -a': 'flag',
    },
    read: carries(),
  }),
  'busybox toybox': posix({ read: carries() }),
  'at batch': {
    options: { '-f': 'run', '-t -q': 'text' },
    read: (invocation) => {
      const { shell, io, evidence } = invocation;
      if (io.piped || has(invocation, '-f')) note(invocation, SCHEDULED);
      readTimed(invocation);
      return io.piped ? shell.reading.engine.text(io.stdin, shell, io, evidence) : SOMETHING;
    },
  },
  'xvfb-run dotenv dotenvx-run cross-env cross-env-shell env-cmd start-server-and-test-run': posix({
    options: { '-f -e --env-file --server-args -s --server-num -n': 'text', '-a --auto-servernum': 'flag' },
    read: readEnv,
  }),
  dotenvx: posix({
    commands: {
      run: posix({ options: { '-f --env-file -fk --convention': 'text' }, read: dotenvxRun }),
      'get set encrypt decrypt ls keypair rotate genexample gitignore precommit prebuild help ext pro': {
        effect: shape('code.exec', 'workspace', 'easy', 'normal'),
      },
    },
  }),
  'systemd-run': posix({
    options: {
      '-p --property -u --unit --slice --uid --gid -E --setenv -M -H --on-active --on-calendar --on-boot --on-startup --on-unit-active --on-unit-inactive --timer-property --path-property':
        'text',
    },
    // A timer starts it again when nobody looks.
    cases: [
      { has: '--on-calendar --on-unit-active --on-unit-inactive --on-boot --on-startup', effect: SCHEDULED },
    ],
    read: carries(),
  }),
  'start-stop-daemon': {
    options: {
      '-x --exec -a --startas -p --pidfile -u --user -c --chuid -d --chdir -n --name -N -I -k': 'text',
    },
    read: (invocation) => {
      const program = valueOfOption(invocation, '-x --exec -a --startas');
      return program === null ? undefined : runCarried(invocation, [program, ...invocation.operands]);
    },
  },
  'tmux tmate byobu screen dtach abduco': posix({
    options: { '-f -L -S -c -t -p': 'text' },
    read: readMultiplexer,
  }),
  'concurrently npm-run-all run-p run-s': {
    effect: shape('code.exec', 'workspace', 'easy', 'normal'),
    options: { '-n --names -c': 'text' },
    read: (invocation) => {
      if (invocation.name !== 'concurrently') return undefined;
      for (const word of invocation.operands)
        invocation.shell.reading.engine.text(word, invocation.shell, invocation.io, word.evidence);
      return SOMETHING;
    },
  },
};

/** `nodemon -x rm -- -rf X`: what follows is handed to the command. */
function runNodemon(invocation: Invocation): ReturnType<NonNullable<ProgramRow['read']>> {
  const command = valueOfOption(invocation, '-x --exec');
  if (command === null || invocation.name !== 'nodemon') return undefined;
  const words = [command, ...invocation.operands.filter(({ text }) => text !== '--')];
  return invocation.shell.reading.engine.text(
    joinWords(words),
    invocation.shell,
    invocation.io,
    invocation.evidence,
  );
}

/** `setarch` takes the machine or leaves it out. */
function isMachine({ operands }: Invocation): boolean {
  return /^(?:x86_64|i[3-6]86|linux(?:32|64)|arm\w*|aarch64|ppc\w*|s390\w*|mips\w*|uname26|\0)$/.test(
    operands[0]?.text ?? '',
  );
}

/** `dotenvx run -f FILE FILE -- COMMAND`: what stands before `--` are files. */
function dotenvxRun(
  invocation: Parameters<NonNullable<ProgramRow['read']>>[0],
): ReturnType<NonNullable<ProgramRow['read']>> {
  const at = invocation.args.findIndex((arg) => arg.text === '--');
  return carries()({ ...invocation, operands: at < 0 ? invocation.operands : invocation.args.slice(at + 1) });
}

/** `flock FILE COMMAND` or `flock FILE -c TEXT`: with `-c` after the file. */
function flockWords(
  invocation: Parameters<NonNullable<ProgramRow['read']>>[0],
): ReturnType<NonNullable<ProgramRow['read']>> {
  const [, next] = invocation.operands;
  return next?.text === '-c' || next?.text === '--command'
    ? carriesText(2)(invocation)
    : carries(1)(invocation);
}
