import type { Held, Holding } from '../settings/holding.js';
import { NODE_OPTIONS, packageSettingOf } from './package-settings.js';

/** A folder in front of the search path takes the place of every program; the project's own are honest. */
const IN_FRONT = /^(?:\.?(?::|$)|(?:\/tmp|\/dev\/shm|\/var\/tmp)(?:[/:]|$))/;
/** A shell's own startup file runs anyway. */
const OWN_STARTUP =
  /^(?!\/(?:root|home\/[^/]+|Users\/[^/]+)\/\.(?:bash|da|k|sh|z)?(?:rc|profile|env|login)$)[\s\S]/;
const ON = /^(?:1|true|yes|on)$/i;
const OFF = /^(?:0|false|no|off)$/i;

/** Variables that make a program run, load or believe something, by name. `*` stands for any letters. */
const ROWS: readonly (readonly [names: string, holds: Holding, when?: RegExp])[] = [
  // Programs that a tool starts by itself.
  [
    'GIT_EXTERNAL_DIFF GIT_PAGER GIT_EDITOR GIT_SEQUENCE_EDITOR GIT_ASKPASS PAGER MANPAGER EDITOR VISUAL BROWSER FCEDIT LESSEDIT',
    'command',
  ],
  [
    'SYSTEMD_EDITOR SYSTEMD_PAGER SUDO_EDITOR SUDO_ASKPASS SSH_ASKPASS CRASHPAGER BAT_PAGER DELTA_PAGER PSQL_PAGER PSQL_EDITOR AWS_PAGER',
    'command',
  ],
  [
    'GH_PAGER GH_EDITOR GH_BROWSER GLAB_PAGER KUBE_EDITOR HGEDITOR SVN_EDITOR P4EDITOR CVSEDITOR DEBSIGN_PROGRAM TEXEDIT',
    'command',
  ],
  [
    'PROMPT_COMMAND RSYNC_CONNECT_PROG BORG_PASSCOMMAND RESTIC_PASSWORD_COMMAND FZF_DEFAULT_COMMAND TMUX_SHELL',
    'command',
  ],
  ['CC CXX CPP LD AR RUSTC RUSTC_WRAPPER RUSTC_WORKSPACE_WRAPPER CARGO_BUILD_RUSTC*', 'command'],
  ['CARGO_TARGET_*_LINKER CARGO_TARGET_*_RUNNER CMAKE_*_COMPILER_LAUNCHER FC NVCC GOGCCFLAGS', 'command'],
  ['GIT_SSH GIT_SSH_COMMAND GIT_PROXY_COMMAND RSYNC_RSH CVS_RSH SVN_SSH BORG_RSH', 'transport'],
  ['MAKESHELL CONFIG_SHELL', 'shell'],
  // `|command %s`, as `less` takes it.
  ['LESSOPEN LESSCLOSE', 'code', /\|(?!\s*(?:\/usr\/(?:local\/)?bin\/)?lesspipe(?:\.sh)?\s+%s\s*$)/],

  // Code that runs before anything else.
  ['BASH_ENV ENV', 'file', OWN_STARTUP],
  ['PYTHONSTARTUP R_PROFILE R_PROFILE_USER DOTNET_STARTUP_HOOKS GIT_EXEC_PATH', 'file'],
  ['PERL5DB', 'code'],
  ['LUA_INIT LUA_INIT_*', 'code'],
  ['PS0 PS1 PS2 PS4', 'prompt'],
  ['VIMINIT GVIMINIT EXINIT', 'vim'],
  ['LD_PRELOAD LD_AUDIT DYLD_INSERT_LIBRARIES', 'library'],
  ['CORECLR_PROFILER_PATH CORECLR_PROFILER_PATH_* COR_PROFILER_PATH', 'library'],
  // A tunable inside a tunable overruns the loader of programs that run as their owner.
  ['GLIBC_TUNABLES', 'code', /=[^:=]*=/],

  // Folders and files that code, or settings which name programs, are taken from.
  ['PATH', 'code', IN_FRONT],
  [
    'PYTHONPATH PYTHONHOME PYTHONUSERBASE PERL5LIB PERLLIB RUBYLIB NODE_PATH LUA_PATH LUA_CPATH CLASSPATH',
    'place',
  ],
  ['LD_LIBRARY_PATH DYLD_LIBRARY_PATH DYLD_FRAMEWORK_PATH DYLD_FALLBACK_LIBRARY_PATH GCONV_PATH', 'place'],
  ['GROFF_BIN_PATH FACTERLIB TCLLIBPATH EMACSLOADPATH JULIA_LOAD_PATH PHP_INI_SCAN_DIR PHPRC', 'place'],
  [
    'OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES GTK_PATH GTK_MODULES GIO_EXTRA_MODULES QT_PLUGIN_PATH',
    'place',
  ],
  ['GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_TEMPLATE_DIR CURL_HOME WGETRC INPUTRC ZDOTDIR PSQLRC', 'place'],
  ['VIM VIMRUNTIME RIPGREP_CONFIG_PATH BAT_CONFIG_PATH ACKRC SCREENRC ANSIBLE_CONFIG', 'place'],

  // Who is believed, and through whom everything goes.
  [
    'SSL_CERT_FILE SSL_CERT_DIR CURL_CA_BUNDLE REQUESTS_CA_BUNDLE NODE_EXTRA_CA_CERTS GIT_SSL_CAINFO',
    'authority',
  ],
  [
    'AWS_CA_BUNDLE PIP_CERT CARGO_HTTP_CAINFO DENO_CERT HTTPLIB2_CA_CERTS GRPC_DEFAULT_SSL_ROOTS_FILE_PATH',
    'authority',
  ],
  ['NODE_TLS_REJECT_UNAUTHORIZED PYTHONHTTPSVERIFY GIT_SSL_VERIFY YARN_ENABLE_STRICT_SSL', 'unchecked', OFF],
  ['GIT_SSL_NO_VERIFY CURL_INSECURE DENO_TLS_CA_STORE_NONE', 'unchecked', ON],
  [
    'http_proxy https_proxy all_proxy HTTP_PROXY HTTPS_PROXY ALL_PROXY RSYNC_PROXY GLOBAL_AGENT_HTTP_PROXY',
    'proxy',
  ],
  ['DOCKER_HOST CONTAINER_HOST BUILDKIT_HOST VAULT_ADDR CONSUL_HTTP_ADDR NOMAD_ADDR', 'service'],
  ['AWS_ENDPOINT_URL AWS_ENDPOINT_URL_* ANTHROPIC_BASE_URL OPENAI_BASE_URL OPENAI_API_BASE', 'service'],
];

/** Variables that hold options of a program. */
const OPTIONS: readonly (readonly [names: string, held: Held])[] = [
  ['NODE_OPTIONS', NODE_OPTIONS],
  [
    'JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_OPTS MAVEN_OPTS GRADLE_OPTS SBT_OPTS ANT_OPTS CATALINA_OPTS LEIN_JVM_OPTS KAFKA_OPTS JVM_OPTS',
    {
      holds: 'options',
      carried: [
        [/-(?:javaagent|agentpath):([^\s=]+)/g, 'place'],
        [/-Xbootclasspath(?:\/[ap])?:(\S+)/g, 'place'],
        [/-XX:On(?:OutOfMemory)?Error=(?:"([^"]+)"|'([^']+)'|(\S+))/g, 'command'],
      ],
    },
  ],
  [
    'PERL5OPT',
    {
      holds: 'options',
      carried: [
        // A module's own name, with its arguments, is how coverage and warnings are switched on.
        [/-[mM](?![\w:]+(?:=[\w,:+-]*)?(?:\s|$))([\s\S]+)/g, 'code'],
        [/-(?:[eE]|d(?!:[\w:]+(?:=\S*)?(?:\s|$)))([\s\S]*)/g, 'code'],
        // Names in lower case are those of the language itself: any other is nobody's.
        [
          /-[mM]-?((?!(?:strict|warnings|utf8|feature|lib|integer|big\w+|bytes|charnames|constant|diagnostics|encoding|experimental|fields|filetest|if|less|locale|mro|open|ops|overload\w*|parent|base|re|sigtrap|sort|stable|subs|threads\w*|vars|version|vmsish|auto\w+|blib|deprecate|builtin|common|local|ok|oose|perl\w*|v?\d\w*)\b)[a-z]\w*)(?=[\s=,]|$)/g,
          'code',
        ],
        [/-I\s*(\S+)/g, 'place'],
      ],
    },
  ],
  [
    'RUBYOPT',
    {
      holds: 'options',
      carried: [
        [/-r\s*(\.{0,2}\/\S+)/g, 'file'],
        [/-I\s*(\S+)/g, 'place'],
      ],
    },
  ],
  ['GOFLAGS', { holds: 'options', carried: [[/-toolexec[=\s](?:"([^"]+)"|'([^']+)'|(\S+))/g, 'command']] }],
  ['MAKEFLAGS GNUMAKEFLAGS', { holds: 'options', carried: [[/(--eval\b[\s\S]*\$\(shell[\s\S]*)/g, 'code']] }],
  [
    'TAR_OPTIONS',
    {
      holds: 'options',
      carried: [
        [/--checkpoint-action=exec=(.+)/g, 'code'],
        [/--(?:to-command|use-compress-program|rsh-command|info-script)[=\s](.+)/g, 'command'],
      ],
    },
  ],
  [
    'ERL_FLAGS ERL_AFLAGS ERL_ZFLAGS ELIXIR_ERL_OPTIONS',
    { holds: 'options', carried: [[/-eval\s+(.+)/g, 'code']] },
  ],
  ['LESS', { holds: 'options', carried: [[/\+\+?!(.*)/g, 'code']] }],
  [
    'FZF_DEFAULT_OPTS',
    { holds: 'options', carried: [[/\b(?:execute(?:-silent)?|become)\(([^)]*)\)/g, 'command']] },
  ],
  ['RUSTFLAGS CARGO_BUILD_RUSTFLAGS', { holds: 'options', carried: [[/-C\s*linker=(\S+)/g, 'command']] }],
  ['PYTHONWARNINGS', { holds: 'options', carried: [[/(antigravity)/g, 'code']] }],
];

interface Index {
  readonly exact: ReadonlyMap<string, Held>;
  readonly patterns: readonly (readonly [start: string, end: string, held: Held])[];
}

let index: Index | null = null;

function indexed(): Index {
  const exact = new Map<string, Held>();
  const patterns: [string, string, Held][] = [];
  const rows = ROWS.map(([names, holds, when]): [string, Held] => [
    names,
    when === undefined ? { holds } : { holds, when },
  ]);
  for (const [names, held] of [...rows, ...OPTIONS])
    for (const name of names.split(' ')) {
      const [start = '', end] = name.split('*');
      if (end === undefined) exact.set(name, held);
      else patterns.push([start, end, held]);
    }
  return { exact, patterns };
}

/** What a variable of this name holds, for whatever program is started with it. */
export function variableOf(name: string): Held | undefined {
  index ??= indexed();
  const found = index.exact.get(name);
  if (found !== undefined) return found;
  const setting = /^(?:npm_config|pip|bundle|yarn|poetry)_(.+)$/i.exec(name)?.[1];
  if (setting !== undefined) return packageSettingOf(setting);
  return index.patterns.find(
    ([start, end]) => name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end),
  )?.[2];
}
