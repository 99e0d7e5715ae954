const MAX_LENGTH = 4096;

/** Settings that say where a tool is kept, or how its output looks: nothing runs because of them. */
const PLAIN_NAME =
  /^(?:(?!GIT_)[A-Z][A-Z0-9_]*_(?:HOME|ROOT|DIR|VERSION|PREFIX)|GOPATH|GOROOT|GOBIN|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLORTERM|CI|DISPLAY|DEBIAN_FRONTEND|PYTHONUNBUFFERED|PYTHONDONTWRITEBYTECODE|HISTSIZE|HISTFILESIZE)$/;
const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_]\w*)=(?:"([^"`\\]*)"|'([^']*)'|([^\s"'`\\;&|<>()]*))$/;
const FOLDER = /^(?:\/|~\/|\$\{?[A-Z_]+\}?(?:\/|$))[^\0*?:]*$/;
const OF_PROGRAMS = /\/(?:s?bin|shims|libexec|scripts)$/i;
const ANYBODYS = /^\/(?:tmp|var\/tmp|dev\/shm)(?:\/|$)|(?:^|\/)\.\.?(?:\/|$)/;
/** `eval "$(pyenv init -)"`: version managers and prompts that are set up in this way only. */
const HOOK =
  /^eval "\$\((?:[\w$.{}/~-]{0,99}\/)?(?:pyenv|rbenv|nodenv|goenv|jenv|direnv|starship|zoxide|mise|fnm|conda|brew|opam|atuin)(?: (?:init|hook|env|shellenv|activate|virtualenv-init|shell\.bash|bash|zsh|-|--path|--use-on-cd)){1,4}\)"$/;
const TOOL_FILE =
  /^(?:\[ -[sf] "?[\w$.{}/~-]{1,99}"? \] && )?(?:source|\\?\.) "?(?:(?:\$HOME|\$\{HOME\}|~|\/root|\/home\/[\w-]+)\/\.(?:cargo\/env|nvm\/nvm\.sh|sdkman\/bin\/sdkman-init\.sh|asdf\/asdf\.sh|ghcup\/env|elan\/env)|\$NVM_DIR\/(?:nvm\.sh|bash_completion)|\/opt\/[\w./-]{1,99}\/(?:setup|activate|env)\.(?:ba|z)?sh|\/opt\/conda\/etc\/profile\.d\/conda\.sh)"?(?:\s+#.*)?$/;

/**
 * Whether lines that are added to a shell's startup file only tell it where tools are: folders to look for programs
 * in, a language, a version manager's own hook. Anything that could run something else, or under another name, is not.
 */
export function isPlainSettings(text: string): boolean {
  if (text.length > MAX_LENGTH || text.trim() === '') return false;
  return text.split('\n').every((line) => isPlainLine(line.trim()));
}

function isPlainLine(line: string): boolean {
  if (line === '' || line.startsWith('#')) return true;
  if (HOOK.test(line) || TOOL_FILE.test(line) || /^conda activate [\w-]+$/.test(line)) return true;
  const otherwise = /^command -v \w+ ?> ?\/dev\/null(?: 2>&1)? \|\| (.+)$/.exec(line)?.[1];
  const assignment = ASSIGNMENT.exec(otherwise ?? line);
  const [, name, double, single, bare] = assignment ?? [];
  const value = double ?? single ?? bare ?? '';
  if (name === undefined || value.includes('$(') || value.includes('://')) return false;
  if (name === 'PATH') return extendsPath(value);
  return PLAIN_NAME.test(name) && !value.includes('\0') && !ANYBODYS.test(value);
}

/** The old folders must stay; what is looked at before them must be a folder of programs, and nobody else's. */
function extendsPath(value: string): boolean {
  const folders = value.split(':');
  const old = folders.findIndex((folder) => /^(?:\$PATH|\$\{PATH\}|\0)$/.test(folder));
  return (
    old >= 0 &&
    folders.every(
      (folder, index) =>
        index === old ||
        (FOLDER.test(folder) && !ANYBODYS.test(folder) && (index > old || OF_PROGRAMS.test(folder))),
    )
  );
}
