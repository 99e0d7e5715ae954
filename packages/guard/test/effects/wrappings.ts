const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
const ansi = (text: string): string =>
  `$'${[...text].map((char) => (char < '\x7f' ? `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}` : char)).join('')}'`;
const base64 = (text: string): string => Buffer.from(text).toString('base64');
const hex = (text: string): string => Buffer.from(text).toString('hex');
const reversed = (text: string): string =>
  text
    .split('\n')
    .map((line) => [...line].toReversed().join(''))
    .join('\n');
const document = (before: string, text: string, after = ''): string =>
  `${before} <<'END_OF_IT'\n${text}\nEND_OF_IT${after}`;

/** Ways to run any shell text, of one line or many. What the text does must show through each of them. */
export const TEXT_WRAPPINGS: Readonly<Record<string, (text: string) => string>> = {
  'sh -c': (text) => `sh -c ${quoted(text)}`,
  'bash -lc': (text) => `bash -lc ${quoted(text)}`,
  'bash +x -ec': (text) => `bash +x -ec ${quoted(text)}`,
  eval: (text) => `eval ${quoted(text)}`,
  'eval of ANSI-C': (text) => `eval ${ansi(text)}`,
  'bash -c of ANSI-C': (text) => `bash -c ${ansi(text)}`,
  script: (text) => `script -qc ${quoted(text)} /dev/null`,
  su: (text) => `su -c ${quoted(text)}`,
  flock: (text) => `flock /tmp/l -c ${quoted(text)}`,
  watch: (text) => `watch ${quoted(text)}`,
  timeout: (text) => `timeout -k 5 9 sh -c ${quoted(text)}`,
  'nohup in the background': (text) => `nohup bash -c ${quoted(text)} &`,
  nice: (text) => `nice -n 5 ionice -c3 sh -c ${quoted(text)}`,
  unshare: (text) => `unshare -r sh -c ${quoted(text)}`,
  'here-string': (text) => `bash <<< ${quoted(text)}`,
  'here-document': (text) => document('bash', text),
  'piped text': (text) => `echo ${quoted(text)} | sh`,
  'printed text': (text) => `printf %s ${quoted(text)} | bash`,
  'source of a process': (text) => `. <(echo ${quoted(text)})`,
  'bash of a process': (text) => `bash <(echo ${quoted(text)})`,
  base64: (text) => `echo ${base64(text)} | base64 -d | sh`,
  'eval of base64': (text) => `eval "$(echo ${base64(text)} | base64 -d)"`,
  hexadecimal: (text) => `echo ${hex(text)} | xxd -r -p | sh`,
  backwards: (text) => `echo ${quoted(reversed(text))} | rev | sh`,
  'text in a variable': (text) => `__text=${quoted(text)}; eval "$__text"`,
  'text in the environment': (text) => `export __TEXT=${quoted(text)}; bash -c 'eval "$__TEXT"'`,
  'written file': (text) => `echo ${quoted(text)} > __x.sh; bash __x.sh`,
  'sourced file': (text) => document('cat > __x.sh', text, '\n. ./__x.sh'),
  subshell: (text) => `(\n${text}\n)`,
  braces: (text) => `{\n${text}\n}`,
  'then branch': (text) => `if true; then\n${text}\nfi`,
  'else branch': (text) => `if false; then :; else\n${text}\nfi`,
  'while loop': (text) => `while true; do\n${text}\nbreak; done`,
  'for loop': (text) => `for __i in 1 2; do\n${text}\ndone`,
  case: (text) => `case x in x)\n${text}\n;; esac`,
  function: (text) => `__f() {\n${text}\n}\n__f`,
  'arguments of a function': (text) => `__f() { "$@"; }; __f bash -c ${quoted(text)}`,
  'value of a substitution': (text) => `__x=$(\n${text}\n)`,
  coprocess: (text) => `coproc {\n${text}\n}`,
  'after &&': (text) => `true && {\n${text}\n}`,
  'after ||': (text) => `false || {\n${text}\n}`,
  'a line later': (text) => `ls\n${text}`,
  trap: (text) => `trap ${quoted(text)} EXIT`,
  at: (text) => `echo ${quoted(text)} | at now`,
  tmux: (text) => `tmux new-session -d ${quoted(text)}`,
  'parallel argument': (text) => `parallel ::: ${quoted(text)}`,
  python: (text) => `python3 -c ${quoted(`import os; os.system(${JSON.stringify(text)})`)}`,
  node: (text) => `node -e ${quoted(`require("child_process").execSync(${JSON.stringify(text)})`)}`,
  perl: (text) => `perl -e ${quoted(`system(${JSON.stringify(text)})`)}`,
  ruby: (text) => `ruby -e ${quoted(`system(${JSON.stringify(text)})`)}`,
};
