import type { EscapeRow, EscapeTable } from '../programs/program-escape.js';

/** `!command` on a line of its own, as pagers, line editors and file transfer programs take it. */
const BANG = /^[ \t]*(?:[:\\~]?!)[ \t]*(\S.*)$/gm;
/** Words that open a shell or run a command in debuggers and consoles. */
const SHELL_WORD = /^[ \t]*(?:platform[ \t]+)?(?:shell|sh|\\!|!|\.shell|\.system|system)(?:[ \t]+(.*))?$/gm;

const debuggers: EscapeRow['ways'] = [
  {
    argument: /^(?:(?:platform\s+)?shell\b|!|pipe\b|make\b)\s*(.*)/s,
    as: 'command',
  },
  { argument: /^(?:python|py|script)\s+(.*)/s, as: 'python' },
  { typed: SHELL_WORD, as: 'command' },
];

/** Ways out of databases, debuggers, builds, package managers and programs of the system. */
export const SYSTEM_ESCAPES: EscapeTable = {
  // Databases
  'mysql mariadb mycli': {
    ways: [
      { argument: /(?:^|[;\s])(?:\\!|system\s)\s*(.*)/s, as: 'command' },
      { options: '--pager' },
      { typed: /^[ \t]*(?:\\!|system[ \t])[ \t]*(.+)$/gm, as: 'command' },
    ],
  },
  'psql pgcli': {
    ways: [
      { argument: /(?:^|[\s;])\\!\s*(.*)/s, as: 'command' },
      { typed: /^[ \t]*\\!(.*)$/gm, as: 'command' },
      { argument: /\b(?:from|to)\s+program\s+'([^']*)'/i, as: 'command' },
    ],
  },
  'sqlite3 sqlite litecli duckdb': {
    ways: [
      { argument: /^\s*\.(?:shell|system)\b\s*(.*)/s, as: 'command' },
      { typed: /^[ \t]*\.(?:shell|system)\b[ \t]*(.*)$/gm, as: 'command' },
    ],
  },
  'mongo mongosh': { ways: [{ options: '--eval', as: 'other' }] },
  'redis-cli valkey-cli': { ways: [{ options: 'EVAL eval', as: 'lua' }] },

  // Debuggers, tracers, consoles
  'gdb lldb cgdb gdb-multiarch': {
    ways: debuggers,
    mentions: true,
  },
  'jtag scanmem ksshell inotify-shell': { ways: [{ typed: SHELL_WORD, as: 'command' }], console: true },
  'hping3 bconsole msfconsole ginsh tasksh crash volatility irb pry ghci guile': {
    ways: [
      { typed: SHELL_WORD, as: 'command' },
      { options: '-x', as: 'command' },
    ],
    console: true,
  },
  'bpftrace stap dtrace sysdig': { ways: [{ options: '-e -n', as: 'other' }] },
  'cpan perldoc': { ways: [{ typed: /^[ \t]*!(.*)$/gm, as: 'perl' }], console: true },
  'pdb pdb3 byebug': { console: true },
  'rails django-admin flask': {
    ways: [
      { argument: /^(.*[("'`\s].*)$/s, with: 'runner', as: 'ruby' },
      { options: '-c --command', with: 'shell', as: 'python' },
    ],
    console: true,
  },
  'python python2 python3': { ways: [{ options: '-c --command', with: 'shell', as: 'python' }] },
  'ipython ipython3': { ways: [{ argument: /^(?:--?c=)?!(.*)/s, as: 'command' }], console: true },

  // Builds and packages
  'gcc g++ cc c++ clang clang++ cpp c89 c99 gfortran gnat': {
    ways: [{ options: '-wrapper', as: 'command' }],
  },
  'make gmake bmake': {
    ways: [
      { argument: /\$\(shell\s+([^)]*)/, as: 'command' },
      { argument: /(?:\n\t|:[^\n;=]*;)[-@+ \t]*(.+)/s },
      { typed: /^(?:\t|[^\n:=;]*:[^=\n;]*;)[-@+ \t]*(.+)$/gm },
    ],
  },
  cmake: {
    ways: [
      { options: '-P', as: 'plugin' },
      { options: 'env time chdir', with: '-E' },
    ],
  },
  ip: { ways: [{ argument: /^((?:\/\S*\/)?(?:ba|z|da)?sh)$/, with: 'exec', as: 'command' }] },
  'pip pip3 npm yarn pnpm composer gem poetry': {
    ways: [
      { argument: /^(?:--working-dir=|--prefix=)?(\/tmp\/.*\0.*)$/s, as: 'plugin' },
      { options: '--editor', with: 'config' },
      { options: '-e --editor', with: 'open' },
      { options: 'exec --call' },
    ],
  },
  'spawn-fcgi xdotool': { mentions: true },
  'cobbler ansible-playbook': { ways: [{ argument: /^(\/tmp\/.*)$/, as: 'plugin' }] },

  'apt apt-get aptitude apt-cache': {
    ways: [
      {
        argument:
          /^(?:-o\s*)?(?:APT|Dpkg|DPkg|Acquire|Dir)::[\w:-]*(?:Invoke|Pre-Install-Pkgs|bin::)[\w:-]*=?\s*(.*)/is,
        as: 'command',
      },
      { options: '-c --config-file', as: 'plugin' },
      { typed: BANG, as: 'command' },
    ],
  },
  'rpm rpmquery rpmverify rpmdb rpmkeys rpmbuild rpmsign': {
    ways: [
      { argument: /%\((.*)\)?/s, as: 'command' },
      { argument: /%\{lua:(.*)/s, as: 'lua' },
      { options: '--pipe', as: 'command' },
    ],
  },
  'yum dnf zypper': { ways: [{ options: '-c --config', as: 'plugin' }] },
  pacman: { ways: [{ options: '--hookdir', as: 'plugin' }] },
  rake: { ways: [{ options: '-p -e -E', as: 'ruby' }] },
  'bundle bundler': { ways: [{ options: 'exec' }], console: true },
  'npx bunx': { ways: [{ options: 'exec -c --call' }] },
  gh: {
    ways: [
      { argument: /^!(.*)/s, with: 'alias' },
      { options: '--shell', as: 'command' },
    ],
  },
  restic: { ways: [{ options: '--password-command' }, { argument: /^(?:-o\s*)?sftp\.command=(.*)/s }] },

  // Machines and configuration
  'puppet facter salt salt-call chef-shell knife': {
    ways: [
      { options: '--custom-dir --external-dir', as: 'plugin' },
      { options: '-e -E --execute', as: 'other' },
    ],
    mentions: true,
  },
  'ansible ansible-console': {
    ways: [{ options: '-a --args', with: 'shell command raw script' }],
    mentions: true,
  },
  sysctl: {
    ways: [
      { argument: /^(?:-w\s*)?kernel\.(?:core_pattern|modprobe|hotplug)\s*=\s*\|?(.*)/s, as: 'command' },
    ],
  },
  ldconfig: { ways: [{ options: '-f', as: 'plugin' }] },
  'update-alternatives': { ways: [{ argument: /^(\/(?:tmp|dev\/shm|var\/tmp)\/.*)/, as: 'plugin' }] },
  sqlmap: { ways: [{ options: '--eval', as: 'python' }] },
  'php artisan': { ways: [{ options: '--execute', as: 'php' }] },
  wp: { ways: [{ argument: /^(.*\(.*)/s, with: 'eval', as: 'php' }] },
  'drush bee': { ways: [{ argument: /^(.*\(.*)/s, as: 'php' }] },

  // Programs that open a shell where no command is given
  'tmux screen byobu tmate dtach': {
    ways: [{ options: '-c -e -E' }],
    opensShell: { operands: 0, unless: /^-(?:ls|list|V|v|wipe|x|[rRdDS].*|-version|-help)$/ },
  },
  script: {
    ways: [{ options: '-c --command' }],
    // `-p` plays a recording.
    opensShell: { operands: 1, unless: /^-(?:[a-zA-Z]*[cp].*|-command.*|V|-version)$/ },
  },
  'unshare nsenter setarch linux32 linux64 i386 x86_64': {
    opensShell: { operands: 1, unless: /^(?!-|[\d.]+$|x86_64$|i\d86$).|^--?(?:list|help|version|V|h)$/ },
  },
  chroot: { opensShell: { operands: 1 } },
  capsh: { opensShell: { operands: 0, unless: /^--(?:print|decode|supports|has|explain|suggest|help)/ } },
  'xterm rxvt urxvt konsole gnome-terminal x-terminal-emulator alacritty kitty terminator': {
    ways: [{ options: '-e -x --command --' }],
    mentions: true,
  },
  socat: { ways: [{ argument: /^(?:exec|system):["']?([^,"']*)/i }] },
  // Another group of one's own gives nothing new; these give what root has.
  'sg newgrp': {
    ways: [{ options: '-c' }],
    opensShell: {
      operands: 1,
      unless: /^-c|^(?!-|(?:root|wheel|sudo|admin|adm|docker|lxd|disk|shadow|kmem|kvm|libvirt)$)/,
    },
  },
  'start-stop-daemon': { ways: [{ options: '-x --exec -a --startas' }] },
  'ssh-agent dbus-run-session dbus-launch': { mentions: true },
  'run-parts run-mailcap': {
    mentions: true,
    ways: [
      { argument: /^(\/(?:tmp|dev\/shm|bin|usr\/bin).*)/, as: 'plugin' },
      { typed: BANG, as: 'command' },
    ],
  },
};
