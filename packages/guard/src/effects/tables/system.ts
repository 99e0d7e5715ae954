import { shape } from '../effect-shape.js';
import { NOTHING, SOMETHING, Taint, unknownData } from '../shell/data.js';
import { has, note, valueOfOption } from '../programs/invocation.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

const REBOOT = shape('process.kill', 'host', 'hard', 'critical');
const STOPPED = shape('process.kill', 'host', 'partial', 'normal');
const STARTED = shape('process.spawn', 'host', 'easy', 'normal');
const ACCOUNT = shape('privilege.gain', 'host', 'partial', 'normal');
const ACCOUNT_NEW = shape('privilege.gain', 'host', 'easy', 'normal');
const ACCOUNT_LOST = shape('privilege.gain', 'host', 'hard', 'sensitive');
const FIREWALL = shape('process.spawn', 'host', 'partial', 'sensitive');
const KERNEL = shape('privilege.gain', 'host', 'hard', 'sensitive');
const SETTING = shape('fs.write', 'host', 'easy', 'normal');
const SCHEDULE_LOST = shape('fs.delete', 'host', 'irreversible', 'normal');
const SCHEDULE = shape('fs.write', 'host', 'partial', 'normal');
const KILL_ALL = shape('process.kill', 'host', 'irreversible', 'critical');
const KILL_NAMED = shape('process.kill', 'workspace', 'hard', 'normal');
const KILL = shape('process.kill', 'process', 'hard', 'normal');
const WEAKENED = shape('privilege.gain', 'host', 'partial', 'sensitive');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');

/** The clock is wrong for everything that compares times: certificates, locks, logs. */
const CLOCK = shape('process.spawn', 'host', 'partial', 'normal');
/** Settings of the kernel that keep programs from one another, or say what it starts. */
const HARDENING =
  /^(?:kernel[./](?:randomize_va_space|core_pattern|modprobe|kptr_restrict|dmesg_restrict|sysrq|panic|unprivileged_bpf_disabled|yama[./]ptrace_scope|kexec_load_disabled|modules_disabled|perf_event_paranoid)|fs[./](?:suid_dumpable|protected_\w+)|vm[./]mmap_min_addr)=/;

const looks: ProgramRow = { output: 'other' };
const power: ProgramRow = { cases: [{ has: '-c --help -w --wtmp-only', effect: null }], effect: REBOOT };

/** Services, users, kernel, power, scheduling: what a whole machine shares. */
export const SYSTEM: ProgramTable = {
  'reboot shutdown halt poweroff pm-suspend rtcwake': power,
  'init telinit': {
    cases: [
      { operand: /^[06]$/, effect: REBOOT },
      { operand: /^(?:1|s|S)$/, effect: STOPPED },
    ],
    effect: STARTED,
  },
  'systemctl rc-service rc-update s6-rc sv initctl': {
    options: {
      '-H --host -M --machine -t --type -p --property -n --lines -o --output --state --root': 'text',
      '--user --now --quiet --force': 'flag',
    },
    cases: [
      {
        operand:
          /^(?:reboot|poweroff|halt|kexec|emergency|rescue|soft-reboot|suspend|hibernate|hybrid-sleep|exit)$/,
        effect: REBOOT,
      },
      { operand: /^(?:status|show|cat|list-.*|is-.*|help|get-default|log|show-environment)$/, effect: null },
      // What is enabled runs at each login.
      {
        has: '--user',
        operand:
          /^(?:enable|reenable|link|preset|edit|set-property|add-wants|add-requires|set-environment|import-environment)$/,
        effect: STARTED,
      },
      { has: '--user', effect: KILL },
      { operand: /^(?:stop|kill|disable|mask|isolate|down|del|delete|revert|clean)$/, effect: STOPPED },
      { fewer: 1, effect: null },
    ],
    effect: STARTED,
  },
  'service invoke-rc.d': {
    cases: [
      { operand: /^(?:stop|force-stop)$/, effect: STOPPED },
      { operand: /^(?:status|--status-all)$/, effect: null },
    ],
    effect: STARTED,
  },
  launchctl: {
    cases: [
      { operand: /^(?:unload|remove|bootout|disable|stop|kill|reboot)$/, effect: STOPPED },
      {
        // What is loaded runs now, and again at each login.
        operand: /^(?:load|bootstrap|submit|enable)$/,
        effect: shape('process.spawn', 'host', 'partial', 'normal'),
      },
      {
        operand:
          /^(?:list|print.*|blame|dumpstate|version|help|managername|hostinfo|getenv|limit|error|variant)$/,
        effect: null,
      },
    ],
    effect: STARTED,
  },
  kill: {
    options: { '-s --signal -n': 'text', '-l -L --list': 'flag' },
    read: (invocation) => {
      const { args } = invocation;
      if (args.some((arg) => /^-[lL]$|^--list$/.test(arg.text))) return NOTHING;
      const pids = args.filter(
        (arg, index) => index > 0 || !/^-(?:[A-Z]+|\d{1,2})$/.test(arg.text) || args.length === 1,
      );
      const all = pids.some((arg) => arg.text === '-1' || arg.text === '1' || arg.text === '--1');
      const probes = args.some((arg) => arg.text === '-0');
      note(invocation, probes ? KILL : all ? KILL_ALL : KILL, pids.map((arg) => arg.text).join(' '));
      return NOTHING;
    },
  },
  'pkill killall skill snice xkill fkill kill-port': {
    options: { '-u -U -g -G -P -t -s --signal -e --exact-user': 'text' },
    cases: [
      {
        operand: /^(?:init|systemd|launchd|dockerd|sshd|kubelet|Xorg|gdm|loginwindow|\.\*?|\*)$/,
        effect: STOPPED,
      },
      { has: '-u -U --euid --uid', effect: STOPPED },
    ],
    effect: KILL_NAMED,
  },
  killall5: { effect: KILL_ALL },
  crontab: {
    options: { '-u -T': 'text', '-l -r -e -i': 'flag' },
    cases: [
      { has: '-r', effect: SCHEDULE_LOST },
      { has: '-l', effect: null },
    ],
    effect: SCHEDULE,
  },
  'useradd adduser': {
    options: {
      '-s -d -g -G -u -c -m -p --home --shell --gid --uid --ingroup --groups --gecos --home-dir': 'text',
      '-o --non-unique -r -M -D --system --disabled-password --no-create-home': 'flag',
    },
    cases: [
      { has: '-o --non-unique', effect: ACCOUNT_LOST },
      // `adduser NAME sudo`: the second operand is a group.
      { operand: /^(?:sudo|wheel|root|admin|docker|lxd|disk|shadow)$/, effect: ACCOUNT_LOST },
    ],
    effect: ACCOUNT_NEW,
    read: (invocation) => {
      const groups = valueOfOption(invocation, '-G --groups -g --gid')?.text ?? '';
      const root = /^0+$/.test(valueOfOption(invocation, '-u --uid')?.text ?? '');
      if (root || /(?:^|,)(?:sudo|wheel|root|admin|docker|lxd|disk|shadow|0)(?:,|$)/.test(groups))
        note(invocation, ACCOUNT_LOST);
      return undefined;
    },
  },
  'groupadd addgroup newusers mkhomedir_helper chsh chfn chage sg sulogin': {
    options: { '-s -d -g -G -u -c -m -p --home --shell --gid --uid --ingroup': 'text' },
    effect: ACCOUNT_NEW,
  },
  // It opens a shell, which takes its input.
  newgrp: {
    effect: ACCOUNT_NEW,
    read: ({ io, shell, evidence }) =>
      io.piped ? shell.reading.engine.text(io.stdin, shell, io, evidence) : undefined,
  },
  'dscl dseditgroup sysadminctl': {
    options: { '-u -p -P -a -o': 'text' },
    cases: [
      { has: '-read -readall -search -list -authonly', effect: null },
      { operand: /^(?:read|readall|search|list|authonly)$/, effect: null },
    ],
    effect: ACCOUNT,
  },
  visudo: {
    options: { '-f --file -x': 'text', '-c --check -q': 'flag' },
    cases: [{ has: '-c --check', effect: null }],
    effect: ACCOUNT_LOST,
  },
  'usermod gpasswd passwd chpasswd groupmod vipw vigr pwconv grpconv': {
    cases: [
      { has: '-S --status', effect: null },
      { operand: /^(?:sudo|wheel|root|admin|docker|lxd|disk|shadow)$/, effect: ACCOUNT_LOST },
    ],
    effect: ACCOUNT,
  },
  'userdel deluser groupdel delgroup': { effect: ACCOUNT_LOST },
  pfctl: {
    options: { '-f -t -T -a': 'text', '-d -F -s -sr -sn -sa': 'flag' },
    cases: [
      { has: '-d -F', effect: FIREWALL },
      { has: '-s -sr -sn -sa', effect: null },
    ],
    effect: SETTING,
  },
  'iptables ip6tables ufw firewall-cmd nft ipset ebtables arptables ipfw': {
    options: { '-t --table -A -I -p -s -d -j --dport --sport': 'text' },
    cases: [
      { has: '-F --flush -X --delete-chain -P --policy -Z --panic-on --panic-off', effect: FIREWALL },
      { operand: /^(?:flush|disable|reset|delete|destroy)$/, effect: FIREWALL },
      { has: '-L -S --list --list-all --state -C --check -n', effect: null },
      { operand: /^(?:list|status|show|monitor)$/, effect: null },
    ],
    effect: SETTING,
  },
  'iptables-save ip6tables-save ausearch aureport auditd-show': looks,
  'iptables-restore ip6tables-restore': { effect: FIREWALL },
  'modprobe insmod rmmod kexec depmod dkms kmod bpftool': {
    cases: [
      { has: '-n --dry-run -l -c --show-depends', effect: null },
      { operand: /^(?:list|show|status)$/, effect: null },
    ],
    effect: KERNEL,
  },
  auditctl: {
    cases: [
      { has: '-D -e', effect: WEAKENED },
      { has: '-l -s', effect: null },
    ],
    effect: SETTING,
  },
  spctl: {
    cases: [
      { has: '--master-disable --global-disable --disable', effect: WEAKENED },
      { has: '--status -a --assess', effect: null },
    ],
    effect: SETTING,
  },
  'setenforce semanage setsebool apparmor_parser aa-disable aa-complain csrutil': {
    cases: [
      { has: '-d --delete', effect: SETTING },
      { operand: /^(?:1|Enforcing|login|status|--status|-l)$/i, effect: null },
      { has: '-l --list --status', effect: null },
      { operand: /^(?:0|Permissive|disable|off)$/i, effect: WEAKENED },
    ],
    effect: SETTING,
  },
  sysctl: {
    options: { '-w --write -p --load --system': 'flag' },
    cases: [
      { operand: HARDENING, effect: WEAKENED },
      { has: '-w --write -p --load --system', effect: SETTING },
      { operand: /=/, effect: SETTING },
    ],
    output: 'other',
  },
  date: {
    options: { '-d --date -r --reference -f -I -j -v': 'text', '-s --set': 'text', '-u -R --utc': 'flag' },
    cases: [{ has: '-s --set', effect: CLOCK }],
    output: 'other',
  },
  'hostnamectl timedatectl localectl loginctl hwclock ntpdate date-set chronyc systemd-tmpfiles systemd-firstboot systemd-analyze tuned tuned-adm powertop scutil networksetup pmset nvram defaults systemsetup tmutil profiles xattr gsettings dconf update-rc.d chkconfig alternatives grub-install update-grub grub-mkconfig grubby efibootmgr bootctl':
    {
      cases: [
        { operand: /^(?:terminate-.*|kill-.*)$/, effect: STOPPED },
        { operand: /^set-time$/, effect: CLOCK },
        { has: '--set --hctosys', effect: CLOCK },
        { operand: /^(?:LoginHook|LogoutHook|com\.apple\.loginwindow)$/, effect: WEAKENED },
        { operand: /^(?:boot-args|csr-active-config)=/, effect: WEAKENED },
        { operand: /^(?:delete|deletelocalsnapshots|erase.*|remove|clear)$/, effect: STOPPED },
        { operand: /^-?(?:set.*|write|enable.*|add.*|create.*|import|reset.*)$/, effect: SETTING },
        {
          operand:
            /^-{0,2}(?:get.*|list.*|show.*|read.*|status|print.*|blame|destinationinfo|verify.*|help.*|dns|proxy|nwi)$/,
          effect: null,
        },
      ],
      output: 'other',
    },
  'grub-install efibootmgr flashrom fwupdmgr': {
    cases: [
      { operand: /^(?:get-.*|refresh)$/, effect: null },
      { fewer: 1, has: '-v', effect: null },
    ],
    effect: KERNEL,
  },
  journalctl: {
    cases: [{ has: '--vacuum-size --vacuum-time --vacuum-files --rotate --flush', effect: STOPPED }],
    output: 'other',
  },
  'logrotate logger wall write-msg notify-send say': { output: 'other' },
  security: {
    cases: [
      { operand: /^(?:find-generic-password|find-internet-password|dump-keychain|export)$/, effect: SECRET },
      { operand: /^(?:delete-.*|unlock-keychain|set-.*|add-.*|import)$/, effect: STOPPED },
    ],
    output: 'other',
  },
  'gcore procdump': { cases: [{ fewer: 1, effect: null }], effect: SECRET },
  'secret-tool pass op bw lpass vault keepassxc-cli gopass chamber': {
    cases: [
      {
        operand:
          /^(?:ls|list|search|find|status|help|version|git|init|login|generate|insert|edit|lock|add|append|otp append|mv|cp|create)$/,
        effect: null,
      },
      { operand: /^(?:rm|delete|remove|destroy)$/, effect: STOPPED },
    ],
    effect: SECRET,
  },
  'capsh setcap setpriv getcap': { cases: [{ has: '--print -r -v', effect: null }], effect: KERNEL },
  // What somebody copied is theirs: a password as often as not.
  'xclip xsel pbpaste wl-paste termux-clipboard-get powershell-get-clipboard': {
    options: { '-selection -sel -d -display -t -target': 'text', '-o -out -i -in --output': 'flag' },
    style: 'long',
    read: ({ io, operands }) =>
      io.piped || operands.length > 0 ? unknownData(io.stdin.taint) : unknownData(Taint.system),
  },
  'xrandr xset xhost setxkbmap xdotool pbcopy wl-copy': {
    output: 'inputs',
    read: (invocation) => (has(invocation, '--help') ? SOMETHING : undefined),
  },
  'open xdg-open start sensible-browser x-www-browser www-browser wslview': { operands: 'named' },
};
