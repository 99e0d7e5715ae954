/** How a program takes the value of an environment variable. */
export interface InjectingVariable {
  /** `command`: as a shell command it runs. `code`: as the place of code it loads. */
  readonly as: 'command' | 'code';
  /** Only values like this are code; others are ordinary settings. */
  readonly when?: RegExp;
}

const command: InjectingVariable = { as: 'command' };
const code: InjectingVariable = { as: 'code' };

/** A folder that anybody on the machine can write to, somewhere on a search path. */
const ANYBODYS = /(?:^|:)(?:\/tmp|\/dev\/shm|\/var\/tmp)(?:[/:]|$)/;

/** Environment variables that make a program run something, by name. */
export const INJECTING_VARIABLES: ReadonlyMap<string, InjectingVariable> = new Map([
  ['GIT_SSH_COMMAND', command],
  ['GIT_SSH', command],
  ['GIT_EXTERNAL_DIFF', command],
  ['GIT_PAGER', command],
  ['GIT_EDITOR', command],
  ['GIT_SEQUENCE_EDITOR', command],
  ['GIT_ASKPASS', command],
  ['GIT_PROXY_COMMAND', command],
  ['PAGER', command],
  ['MANPAGER', command],
  ['EDITOR', command],
  ['VISUAL', command],
  ['BROWSER', command],
  ['PROMPT_COMMAND', command],
  ['RSYNC_RSH', command],
  ['CVS_RSH', command],
  ['LESSOPEN', { as: 'code', when: /\|/ }],
  ['SYSTEMD_EDITOR', command],
  ['SYSTEMD_PAGER', command],
  ['SUDO_EDITOR', command],
  ['CRASHPAGER', command],
  ['BAT_PAGER', command],
  ['DELTA_PAGER', command],
  ['SSH_ASKPASS', command],
  ['SUDO_ASKPASS', command],
  ['LESSEDIT', command],
  ['LESSCLOSE', { as: 'code', when: /\|/ }],
  ...[
    'PYTHONPATH',
    'PERL5LIB',
    'RUBYLIB',
    'NODE_PATH',
    'LD_LIBRARY_PATH',
    'GROFF_BIN_PATH',
    'FACTERLIB',
    'GIT_EXEC_PATH',
    'LUA_PATH',
    'LUA_CPATH',
    'CLASSPATH',
  ].map((name): [string, InjectingVariable] => [name, { as: 'code', when: ANYBODYS }]),
  // A folder in front of the search path takes the place of every program; the project's own are honest.
  ['PATH', { as: 'code', when: /^(?:\.?(?::|$)|(?:\/tmp|\/dev\/shm|\/var\/tmp)(?:[/:]|$))/ }],
  ['LD_PRELOAD', code],
  ['LD_AUDIT', code],
  ['DYLD_INSERT_LIBRARIES', code],
  ['BASH_ENV', code],
  // A shell's own startup file runs anyway.
  [
    'ENV',
    { as: 'code', when: /^(?!\/(?:root|home\/[^/]+|Users\/[^/]+)\/\.(?:bash|da|k|sh)?(?:rc|profile)$).*\// },
  ],
  ['PYTHONSTARTUP', code],
  ['PERL5OPT', { as: 'code', when: /-[mMdIe]/ }],
  ['PERL5DB', code],
  ['RUBYOPT', { as: 'code', when: /-[rI]/ }],
  [
    'NODE_OPTIONS',
    {
      as: 'code',
      when: /(?:-r|--require|--import|--loader|--experimental-loader)[\s=]*(?:\/|data:|https?:|\.\.\/)/,
    },
  ],
  ['JAVA_TOOL_OPTIONS', { as: 'code', when: /-(?:javaagent|agentpath|agentlib)/ }],
  ['GCONV_PATH', code],
]);
