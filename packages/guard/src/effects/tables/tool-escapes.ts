import type { EscapeRow, EscapeTable } from '../programs/program-escape.js';

/** `!command` on a line of its own, as pagers, line editors and file transfer programs take it. */
const BANG = /^[ \t]*(?:[:\\~]?!)[ \t]*(\S.*)$/gm;

const pager: EscapeRow = {
  ways: [
    { typed: BANG, as: 'command' },
    // Typed for them as soon as the file is shown.
    { argument: /^\+{1,2}!(.*)/s, as: 'command' },
  ],
};

/**
 * Ways out of editors, archivers, version control and remote clients: the options, arguments and inputs by which a program runs a command or opens a shell,
 * although it is there for something else. They come on top of the program's row in its own table.
 */
export const TOOL_ESCAPES: EscapeTable = {
  // Editors, pagers and what opens one
  'less more most pg bat journalctl loginctl timedatectl hostnamectl dmesg iftop': pager,
  systemctl: {
    ways: [
      { typed: BANG, as: 'command' },
      { argument: /^(\/(?:tmp|dev\/shm|var\/tmp)\/.*)/s, with: 'link enable start', as: 'plugin' },
    ],
  },
  'systemd-run run0': { ways: [{ argument: /^(?:-S|--shell)$/, as: 'command' }] },
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
};
