/** Folders of programs, libraries and packages: everybody has the same files. Paths have forward slashes, lower case. */
const PROGRAM_FOLDERS =
  /^(?:\/(?:usr|bin|sbin|lib|lib64|opt|sys|snap|nix\/store|system|applications|library\/(?:developer|frameworks))\/|[a-z]:\/(?:windows|program files(?: \(x86\))?)\/)|\/(?:node_modules|site-packages|dist-packages|go\/pkg\/mod|\.cargo\/registry|\.m2\/repository|\.gradle\/caches|\.nvm|\.pyenv|\.rbenv|\.rustup|\.sdkman|\.linuxbrew)\//;

/** What the machine and its system are. */
const SYSTEM_FACTS =
  /^\/etc\/(?:os-release|lsb-release|[a-z]+[-_](?:release|version)|hosts|hostname|resolv\.conf|timezone|localtime|nsswitch\.conf|services|protocols|shells|mime\.types|locale\.(?:gen|conf)|apt\/sources\.list)$|^\/proc\/(?:cpuinfo|meminfo|version|loadavg|uptime|filesystems|stat|mounts)$|^\/dev\//;

/** Settings of a person's tools: a name, habits, aliases. Credentials in them are found as such. */
const TOOL_SETTINGS =
  /\/(?:\.gitconfig|\.gitignore_global|\.gitattributes|\.config\/git\/(?:config|ignore|attributes)|\.(?:bashrc|bash_profile|bash_aliases|profile|zshrc|zprofile|zshenv|inputrc|vimrc|nanorc|tmux\.conf|screenrc|editorconfig|nvmrc|tool-versions)|\.config\/(?:nvim|fish|starship\.toml|htop|bat|zed|code)(?:\/.{1,200})?|\.cargo\/config(?:\.toml)?)$/;

/** Whether a file outside of the workspace says nothing private: it belongs to programs, to the system or to a tool. */
export function isOrdinaryHostFile(path: string): boolean {
  const plain = path.slice(0, 4096).replaceAll('\\', '/').toLowerCase();
  return PROGRAM_FOLDERS.test(plain) || SYSTEM_FACTS.test(plain) || TOOL_SETTINGS.test(plain);
}
