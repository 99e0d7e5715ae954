import { shape } from '../effect-shape.js';
import { has, note, runWords, valueOfOption } from '../programs/invocation.js';
import { readHeldOptions, readPhpSettings } from '../programs/held-options.js';
import { interprets, readModule } from '../programs/interpreters.js';
import { servesFolder } from '../programs/served-folder.js';
import { readForeignShell, readShellProgram } from '../programs/shell-programs.js';
import { readCmdProgram, readPowerShellProgram, readWsl } from '../programs/windows-shells.js';
import { readWrittenCode } from '../programs/written-code.js';
import type { ProgramTable } from '../programs/program-row.js';
import { OTHER_PROGRAM } from '../programs/unlisted.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');
/** Modules of Python that are programs of their own, started by their name too. */
const PROGRAM_MODULES: ReadonlySet<string> = new Set([
  'pip',
  'twine',
  'flit',
  'pipx',
  'poetry',
  'hatch',
  'uv',
]);

/** Shells and language runtimes. */
export const INTERPRETERS: ProgramTable = {
  'bash sh zsh dash ash ksh ksh93 mksh pdksh yash rbash posh sash busybox-sh hush oksh loksh': {
    options: {
      '-O -o +O +o': 'text',
      '--rcfile --init-file': 'text',
      '-c -s -i -l --login --norc --noprofile --posix --restricted': 'flag',
    },
    style: 'posix',
    read: readShellProgram,
  },
  'csh tcsh fish elvish nu xonsh rc es': {
    options: { '-c -C --command --init-command': 'text' },
    style: 'posix',
    read: readForeignShell,
  },
  'powershell pwsh powershell_ise pwsh-preview': { style: 'long', read: readPowerShellProgram },
  'cmd command.com': { style: 'long', read: readCmdProgram },
  wsl: { style: 'long', read: readWsl },
  'python python2 python3 pypy ipython bpython jython micropython': {
    options: { '-c': 'python', '-W -X -Q --check-hash-based-pycs': 'text', '-m': 'text' },
    style: 'posix',
    read: (invocation) => {
      const started = valueOfOption(invocation, '-m');
      const module = started?.text;
      if (started === null || module === undefined) return interprets('python')(invocation);
      if (/^(?:http\.server|SimpleHTTPServer)$/.test(module)) servesFolder(invocation, invocation.operands);
      else note(invocation, CODE, module);
      if (PROGRAM_MODULES.has(module)) return runWords(invocation, [started, ...invocation.operands]);
      return readModule(module, invocation);
    },
  },
  'node nodejs': {
    options: {
      '-e --eval -p --print -pe': 'js',
      '-r --require --import --loader --experimental-loader': 'load',
      '-C --conditions --env-file --max-old-space-size --inspect-port': 'text',
    },
    style: 'posix',
    cases: [{ has: '--check -c --test -v', effect: CODE }],
    read: (invocation) =>
      invocation.options.some(({ name }) => /^(?:--test|--check|-v)$/.test(name))
        ? undefined
        : interprets('js')(invocation),
  },
  'tsx ts-node ts-node-esm esno jiti babel-node swc-node coffee': {
    options: {
      '-e --eval -p --print': 'js',
      '-r --require --import --loader --experimental-loader': 'load',
    },
    style: 'posix',
    read: interprets('js'),
  },
  deno: {
    read: (invocation) => (invocation.args.length === 0 ? interprets('js')(invocation) : undefined),
    commands: {
      'eval repl': { options: { '--eval': 'js' }, operands: 'js', effect: CODE },
      'run serve': {
        options: {
          '--preload --import --require': 'load',
          '-c --config --import-map --lock --cert --location --v8-flags --seed -L --log-level': 'text',
        },
        style: 'posix',
        operands: ['run', 'text'],
      },
      'test check lint fmt task bench compile bundle doc info types cache': { effect: CODE },
      publish: { cases: [{ has: '--dry-run', effect: CODE }], effect: PUBLISH },
      'add install i remove rm init upgrade outdated update vendor coverage lsp jupyter completions uninstall clean help':
        { effect: CODE },
      // `deno main.ts` runs it.
      '*': {
        cases: [{ operand: /\.[cm]?[jt]sx?$|^(?:jsr|npm|https?):/, effect: CODE }],
        effect: OTHER_PROGRAM,
      },
    },
  },
  ruby: {
    options: { '-e': 'ruby', '-r -I': 'load' },
    style: 'posix',
    read: (invocation) => {
      // `ruby -run -e httpd FOLDER`: a library of little programs.
      if (valueOfOption(invocation, '-e')?.text === 'httpd') servesFolder(invocation, invocation.operands);
      return interprets('ruby')(invocation);
    },
  },
  'irb pry rake-console': { read: interprets('ruby') },
  php: {
    options: { '-r -R -B -E': 'php', '-f -F': 'run', '-d -S -t -c -z': 'text' },
    style: 'posix',
    read: (invocation) => {
      readPhpSettings(invocation);
      if (!has(invocation, '-S')) return interprets('php')(invocation);
      servesFolder(invocation, invocation.args);
      return undefined;
    },
  },
  'lua luajit luau': { options: { '-e': 'lua', '-l': 'load' }, style: 'posix', read: interprets('lua') },
  'Rscript R julia octave octave-cli guile racket clojure clj bb groovy groovysh scala scala-cli kotlin kotlinc jshell bsh elixir iex ghc ghci runghc swift ocaml gnuplot slsh jjs jrunscript osascript raku':
    {
      options: {
        '-e -E --eval -eval -c': 'other',
        '-l -cp -classpath -pa -pz -o -package': 'text',
        '-L --load': 'load',
      },
      style: 'posix',
      read: interprets('other'),
    },
  'sbcl clisp ecl maxima': {
    options: { '--eval -eval -x --batch-string': 'other', '--load --script': 'run' },
    style: 'posix',
    read: interprets('other'),
  },
  erl: {
    options: { '-eval': 'other', '-pa -pz -name -sname -setcookie': 'text' },
    style: 'long',
    read: interprets('other'),
  },
  'gp maple sage': { options: { '-c': 'other' }, read: interprets('other') },
  'tclsh wish expect': { options: { '-c': 'tcl', '-f': 'run' }, style: 'posix', read: interprets('tcl') },
  'pdb pdb3': { read: interprets('python') },
  byebug: { read: interprets('ruby') },
  java: {
    options: { '-jar': 'run', '-cp -classpath --class-path': 'text' },
    style: 'long',
    effect: CODE,
    read: (invocation) => {
      readHeldOptions('JAVA_TOOL_OPTIONS', invocation);
      return readWrittenCode(invocation);
    },
  },
};
