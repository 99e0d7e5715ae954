import type { EscapeRow, EscapeTable } from '../programs/program-escape.js';

/** `!command` on a line of its own, as pagers, line editors and file transfer programs take it. */
const BANG = /^[ \t]*(?:[:\\~]?!)[ \t]*(\S.*)$/gm;
/** Words that open a shell or run a command in debuggers and consoles. */
const SHELL_WORD = /^[ \t]*(?:platform[ \t]+)?(?:shell|sh|\\!|!|\.shell|\.system|system)(?:[ \t]+(.*))?$/gm;

const pager: EscapeRow = { ways: [{ typed: BANG, as: 'command' }] };
const debuggers: EscapeRow['ways'] = [
  {
    argument: /^(?:(?:platform\s+)?shell\b|!|pipe\b|make\b)\s*(.*)/s,
    as: 'command',
  },
  { argument: /^(?:python|py|script)\s+(.*)/s, as: 'python' },
  { typed: SHELL_WORD, as: 'command' },
];

/**
 * Ways out of programs: the options, arguments and inputs by which a program runs a command or opens a shell,
 * although it is there for something else. They come on top of the program's row in its own table.
 */
export const SHELL_ESCAPES: EscapeTable = {
  // Editors, pagers and what opens one
  'less more most pg bat journalctl systemctl loginctl timedatectl hostnamectl dmesg iftop': pager,
  man: { ways: [{ options: '-P --pager -H --html' }, { typed: BANG, as: 'command' }] },
  'ed red': { ways: [{ typed: /^[\d,.$%]*[rw]?[ \t]*!([^\n]+)/gm, as: 'command' }] },
  'vi vim nvim view rvim rview gvim vimdiff ex': {
    ways: [
      { argument: /^\+:?(.+)/, as: 'vim' },
      { typed: /^:?[\d,.$%]*[rw]?[ \t]*(!.+|sh(?:ell)?$|set\s+shell=.*)/gm, as: 'vim' },
    ],
  },
  'nano pico rnano': { ways: [{ options: '-s --speller' }] },
  'emacs emacsclient': {
    ways: [
      { options: '--eval --execute -e -eval', as: 'other' },
      { options: '-l --load', as: 'plugin' },
    ],
    mentions: true,
  },

  // Archives and text
  tar: {
    ways: [
      { argument: /^--checkpoint-action=exec=(.*)/s, as: 'command' },
      { argument: /^exec=(.*)/s, with: '--checkpoint-action', as: 'command' },
      {
        options:
          '--to-command -I --use-compress-program --rsh-command --rmt-command -F --info-script --new-volume-script',
      },
    ],
  },
  zip: { ways: [{ options: '-TT --unzip-command', as: 'command' }] },
  cpio: { ways: [{ options: '--rsh-command --rmt-command' }] },
  split: { ways: [{ options: '--filter' }] },
  sort: { ways: [{ options: '--compress-program' }] },
  'pic eqn tbl troff groff nroff soelim zsoelim': {
    ways: [
      { argument: /^-[a-zA-Z]*U$/, as: 'command' },
      { typed: /^[.'][ \t]*(?:sy|pso|pi)[ \t]+(.+)$/gm, as: 'command' },
    ],
  },
  'latex pdflatex xelatex lualatex tex pdftex luatex xetex etex latexmk context dvips': {
    ways: [
      { argument: /\\(?:immediate\s*\\?)?write18\s*\{([^}]*)\}?/, as: 'command' },
      { argument: /\\input\s*\{?["']?\|([^}"']*)/, as: 'command' },
      { argument: /\\directlua\s*\{([^}]*)\}?/, as: 'lua' },
    ],
  },
  enscript: { ways: [{ options: '-I --filter' }] },
  pandoc: { ways: [{ options: '-L --lua-filter', as: 'plugin' }] },
  'cowsay cowthink': { ways: [{ options: '-f', as: 'plugin' }] },
  'dc bc': {
    ways: [
      { typed: BANG, as: 'command' },
      { argument: /(?:^|\s)!\s*([a-z/].*)/, as: 'command' },
    ],
  },
  m4: { ways: [{ typed: /\be?syscmd\(`?([^')]*)/gm, as: 'command' }] },
  'gimp blender': {
    ways: [
      { options: '-b --batch --python-expr', as: 'python' },
      { options: '-P --python', as: 'plugin' },
    ],
  },
  'ffmpeg ffplay inkscape yelp w3m zathura links lynx': { mentions: true },

  // Version control and remote machines
  git: {
    ways: [
      {
        argument:
          /^(?:core\.(?:pager|editor|sshcommand|fsmonitor|gitproxy|askpass|alternaterefscommand)|pager\.\w+|sequence\.editor|diff\.external|interactive\.difffilter|gpg\.(?:\w+\.)?program|credential\.(?:.*\.)?helper|uploadpack\.packobjectshook|(?:diff|merge|mergetool|difftool|browser|man|filter)\..*\.(?:command|cmd|driver|textconv|clean|smudge|process))=!?(.*)/is,
      },
      { argument: /^alias\.[^=]*=!(.*)/s },
      { argument: /^!(.*)/s, with: 'alias config' },
      { options: '--upload-pack --receive-pack --exec --extcmd --open-files-in-pager' },
      { options: '-x', with: 'rebase difftool' },
      { options: '-u', with: 'clone' },
      { options: '-O', with: 'grep' },
      { options: 'run', with: 'bisect' },
      { options: 'foreach', with: 'submodule' },
      { argument: /^ext::(.*)/s, as: 'command' },
      { argument: /^--exec-path=(\/tmp\/.*|.*\0.*)/, as: 'command' },
      { typed: BANG, as: 'command' },
    ],
  },
  hg: { ways: [{ argument: /^(?:alias|hooks|ui|pager)\.[^=]*=!?(.*)/is }] },
  'rsync rsync-ssl': { ways: [{ options: '-e --rsh --rsync-path' }] },
  'ssh sshfs autossh mosh ssh-copy-id check_by_ssh slogin': {
    ways: [
      {
        argument:
          /^(?:-[a-zA-Z]*o\s*)?(?:ProxyCommand|LocalCommand|KnownHostsCommand|ssh_command)\s*[=\s]\s*(?!none\b);?(.*)/is,
      },
    ],
  },
  'sftp scp': {
    ways: [
      { argument: /^(?:-[a-zA-Z]*o\s*)?(?:ProxyCommand|LocalCommand|KnownHostsCommand)\s*[=\s]\s*;?(.*)/is },
      { options: '-S', as: 'plugin' },
      { typed: BANG, as: 'command' },
    ],
  },
  'ftp ncftp tftp telnet smbclient': {
    ways: [
      { typed: BANG, as: 'command' },
      { argument: /^!(.*)/s, as: 'command' },
    ],
  },
  lftp: {
    ways: [
      { argument: /(?:^|;)\s*(?:!|shell\b)(.*)/s, as: 'command' },
      { typed: BANG, as: 'command' },
    ],
  },
  'ssh-keygen ssh-add': { ways: [{ options: '-D -s', as: 'plugin' }] },
  sshuttle: { ways: [{ options: '-e --ssh-cmd' }] },
  openssl: { ways: [{ options: '-engine', as: 'plugin' }] },
  'wget wget2': { ways: [{ options: '--use-askpass', as: 'plugin' }] },
  aria2c: {
    ways: [
      {
        options:
          '--on-download-error --on-download-complete --on-download-start --on-download-stop --on-download-pause --on-bt-download-complete',
        as: 'plugin',
      },
    ],
  },
  'openvpn openvpn3': {
    ways: [
      {
        options:
          '--up --down --route-up --route-pre-down --ipchange --tls-verify --client-connect --client-disconnect --learn-address --auth-user-pass-verify',
      },
    ],
  },
  tcpdump: { ways: [{ options: '-z', as: 'plugin' }] },
  nmap: {
    ways: [
      { argument: /^--interactive$/, as: 'command' },
      { argument: /^--script=(.*\/.*)/, as: 'plugin' },
      { argument: /^(\/.*)/, with: '--script', as: 'plugin' },
    ],
  },
  'tshark wireshark dumpcap': { ways: [{ argument: /^(?:-X\s*)?lua_script:(.*)/s, as: 'plugin' }] },
  'certbot acme.sh letsencrypt': {
    ways: [
      {
        options:
          '--pre-hook --post-hook --deploy-hook --renew-hook --manual-auth-hook --manual-cleanup-hook --reloadcmd',
      },
    ],
  },
  'mail mailx mutt neomutt alpine': {
    ways: [
      { options: '--exec -e', as: 'command' },
      { typed: /^[ \t]*~?!(.+)$/gm, as: 'command' },
    ],
  },
  'rtorrent transmission-daemon': { ways: [{ argument: /\bexecute\w*\s*=\s*(.*)/s, as: 'command' }] },

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
  'hping3 bconsole msfconsole ginsh tasksh crash volatility irb pry ghci guile tclsh wish jjs': {
    ways: [
      { typed: SHELL_WORD, as: 'command' },
      { options: '-x', as: 'other' },
    ],
    console: true,
  },
  'bpftrace stap dtrace sysdig': { ways: [{ options: '-e -n', as: 'other' }] },
  'cpan perldoc': { ways: [{ typed: /^[ \t]*!(.*)$/gm, as: 'perl' }] },
  'pdb pdb3 byebug': { console: true },
  'rails django-admin flask': { console: true },

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
  cmake: { ways: [{ options: '-P', as: 'plugin' }] },
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
  gem: { ways: [{ options: '-e --editor', with: 'open' }] },
  pip: { ways: [{ options: '--editor', with: 'config' }] },
  'pip3 pipx': { ways: [{ options: '--editor', with: 'config' }] },
  rake: { ways: [{ options: '-p -e -E', as: 'ruby' }] },
  'bundle bundler': { ways: [{ options: 'exec' }], console: true },
  'npm npx pnpm yarn bunx': { ways: [{ options: 'exec -c --call' }] },
  composer: { mentions: true },
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
    opensShell: { operands: 1, unless: /^-(?:[a-zA-Z]*c.*|-command.*|V|-version)$/ },
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
  'sg newgrp': { ways: [{ options: '-c' }], opensShell: { operands: 1, unless: /^-c/ } },
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
