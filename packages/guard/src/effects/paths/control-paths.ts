/** Files that decide who may do what on the machine, or what runs as root. */
const CONTROL =
  /^\/(?:private\/)?(?:etc\/(?:passwd|shadow|group|gshadow|sudoers|sudoers\.d\/.*|doas\.conf|polkit-1\/.*|ld\.so\.preload|ld\.so\.conf|ld\.so\.conf\.d\/.*|pam\.d\/.*|pam\.conf|ssh\/.*|crontab|anacrontab|cron\.[a-z]+\/.*|at\.(?:allow|deny)|fstab|hosts\.(?:allow|deny|equiv)|inittab|rc\.local|rc\d?\.d\/.*|init\.d\/.*|init\/.*|xinetd\.d\/.*|inetd\.conf|systemd\/.*|udev\/.*|sysctl\.conf|sysctl\.d\/.*|modprobe\.d\/.*|modules-load\.d\/.*|binfmt\.d\/.*|networkmanager\/dispatcher\.d\/.*|network\/if-[a-z-]+\.d\/.*|dhcp\/dhclient-exit-hooks\.d\/.*|update-motd\.d\/.*|apparmor\.d\/.*|selinux\/.*|audit\/.*|nsswitch\.conf|security\/.*|exports|acpi\/.*)|boot\/.*|var\/spool\/(?:cron|at|anacron)\/.*|(?:usr\/)?lib\/(?:systemd|udev|security|modules|sysctl\.d)\/.*|library\/(?:launch(?:daemons|agents)|startupitems|privilegedhelpertools|security)\/.*|system\/library\/.*)$/;

/** Files that a shell, a session or a tool of every day runs or obeys when it starts. */
const STARTUP =
  /\/(?:\.bashrc|\.bash_profile|\.bash_login|\.bash_logout|\.bash_aliases|\.profile|\.zshrc|\.zshenv|\.zprofile|\.zlogin|\.zlogout|\.cshrc|\.tcshrc|\.login|\.kshrc|\.inputrc|\.xinitrc|\.xsession|\.xsessionrc|\.xprofile|\.pam_environment|\.gitconfig|\.config\/git\/config|\.config\/fish\/.*|\.config\/autostart\/.*|\.config\/systemd\/user\/.*|\.config\/environment\.d\/.*|\.config\/plasma-workspace\/env\/.*|library\/launchagents\/.*|\.ssh\/(?:authorized_keys2?|config|rc|environment)|\.vimrc|\.gdbinit|\.pythonrc|\.pythonstartup|usercustomize\.py|sitecustomize\.py)$|^\/etc\/(?:profile|profile\.d\/.*|bash\.bashrc|bashrc|zsh\/.*|zshrc|zshenv|zprofile|environment|environment\.d\/.*|xdg\/autostart\/.*)$/;

/** Whether a file of the machine (absolute, in lower case) says who may do what, or what runs with all rights. */
export function isControlPath(lower: string): boolean {
  return CONTROL.test(lower);
}

/** Whether a file (absolute, in lower case) runs or is obeyed at login, or grants access. */
export function isStartupPath(lower: string): boolean {
  return STARTUP.test(lower);
}

/** Folders of programs that belong to the system and its package manager: nobody else puts programs there. */
const SYSTEM_PROGRAMS = /^\/(?:usr\/)?s?bin\/[^/]+$/;
/** Folders of programs where people and installers put their own. */
const OWN_PROGRAMS =
  /^\/(?:usr\/local\/s?bin|opt\/(?:homebrew|local)\/s?bin|snap\/bin|(?:root|home\/[^/]+|users\/[^/]+)\/(?:\.local\/)?bin)\/([^/]+)$/;

/** Programs that are on every machine and that everything else starts by name. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  'sh bash zsh dash ls cat cp mv rm ln mkdir chmod chown grep sed awk find xargs env sudo su doas login passwd ps kill ssh scp sshd git curl wget tar gzip unzip python python3 perl id whoami mount umount systemctl service crontab apt apt-get dpkg yum dnf rpm gpg openssl make gcc cc ld echo test true false date head tail sort tee dd'.split(
    ' ',
  ),
);

/**
 * Whether a file (absolute, in lower case) would be a program that others start without knowing: one in a folder
 * of the system, or one of the name of a program that is everywhere, in a folder that is looked at first.
 */
export function isTrustedProgram(lower: string): boolean {
  const own = OWN_PROGRAMS.exec(lower)?.[1];
  return SYSTEM_PROGRAMS.test(lower) || (own !== undefined && EVERYWHERE.has(own));
}

/** Whether a path is that of a program, or of a part of one, that the system's own packages put there. */
export function isSystemProgram(path: string): boolean {
  return /^\/(?:usr\/(?:s?bin|lib|lib64|libexec|share)|s?bin|lib|lib64)\/./.test(path);
}

/** Whether a path (in lower case) is a folder in which programs are looked for. */
export function isProgramFolder(lower: string): boolean {
  return /^\/(?:usr\/local\/s?bin|usr\/s?bin|s?bin|(?:root|home\/[^/]+|users\/[^/]+)\/(?:\.local\/)?bin|etc\/(?:cron\.[a-z]+|init\.d|sudoers\.d|profile\.d|systemd\/system|udev\/rules\.d))$/.test(
    lower,
  );
}

/** Files that are there on every machine, so that writing them replaces or changes something. */
const ALWAYS_THERE =
  /^\/(?:private\/)?(?:etc\/(?:hosts|resolv\.conf|hostname|services|os-release)|var\/log\/(?:auth\.log|syslog|messages|secure|wtmp|btmp|lastlog|faillog|audit\/audit\.log)|(?:root|home\/[^/]+|users\/[^/]+)\/\.(?:bash|zsh|sh|python|mysql|psql|node_repl)_history)$/;

/** Whether a file (absolute, in lower case) stands there on every machine, whatever the disk is known to hold. */
export function isAlwaysThere(lower: string): boolean {
  return ALWAYS_THERE.test(lower);
}
