/** As much as a shell text may hold before it is refused as too large, in UTF-16 units. */
export const SIZE = 128 * 1024;

/** A text repeated up to that size. */
export const fill = (text: string): string => text.repeat(Math.floor(SIZE / text.length));
/** A text with another one around it, as often as the size allows. */
export const nest = (open: string, middle: string, close: string): string => {
  const depth = Math.floor((SIZE - middle.length) / (open.length + close.length));
  return open.repeat(depth) + middle + close.repeat(depth);
};
/** Lines with their numbers, up to that size. */
export const numbered = (line: (index: number) => string): string => {
  let text = '';
  for (let index = 0; text.length < SIZE - 64; index += 1) text += line(index);
  return text;
};

/** Texts that are written to make a reader slow, each of 128 KiB. */
export const HOSTILE_TEXTS: Readonly<Record<string, string>> = {
  'many commands': numbered((index) => `rm f${index};`),
  'many programs': fill('git status;npm test;ls -la;'),
  'many pipes': fill('cat a|'),
  'many jobs': fill('x&'),
  'many redirections': numbered((index) => `>f${index} `),
  'many arguments': `rm ${fill('a ')}`,
  'many options': `curl ${fill('-H a ')}`,
  'one long word': fill('a'),
  'one long option': `git --${fill('a')}`,
  'one long path': `cat ${fill('/a')}`,
  'parent folders': `cat ${fill('../')}`,
  quotes: fill(`'a'"b"`),
  'open quotes': fill(`"'`),
  backslashes: fill('\\'),
  'ANSI-C quotes': fill(`$'\\x41'`),
  substitutions: nest('$(', 'id', ')'),
  'open substitutions': fill('$('),
  backticks: fill('`id` '),
  'escaped backticks': fill('\\`'),
  subshells: nest('(', 'id', ')'),
  groups: nest('{ ', 'id', ';}'),
  conditions: nest('if ', 'id', ';then id;fi'),
  loops: nest('for i in 1 2;do ', 'id', ';done;'),
  functions: numbered((index) => `f${index}(){ f${index + 1};};`),
  'calls of calls': `f(){ g;g;};g(){ h;h;};h(){ k;k;};k(){ l;l;};l(){ id;};${fill('f;')}`,
  aliases: numbered((index) => `alias a${index}=a${index + 1};`),
  'doubling variables': `a=x;${fill('a=$a$a;')}`,
  'many variables': numbered((index) => `v${index}=$v${index - 1}x;`),
  'many values': fill('x&&a=1||a=2;'),
  'unset variables': fill('a$b-'),
  'pattern removal': `x=${'a'.repeat(400)};${fill('y=${x%%*a*b};')}`,
  braces: fill('{a,b}'),
  'nested braces': nest('{a,', 'b', '}'),
  ranges: fill('{1..99}'),
  stars: `rm ${fill('*a')}`,
  'extended patterns': `rm ${fill('@(a|b)')}`,
  arithmetic: `echo $((${fill('1+')}1))`,
  'nested arithmetic': `echo $((${nest('(', '1', ')')}))`,
  tests: `[[ ${fill('a && ')} a ]]`,
  documents: numbered((index) => `cat <<E${index}\n$x\nE${index}\n`),
  'open documents': numbered((index) => `cat <<E${index};`),
  'process substitutions': fill('cat <(id);'),
  comments: fill('#a\n'),
  'decoders into shells': `echo ${fill('YQ')}|base64 -d|sh`,
  'nested shells': numbered((index) => `sh -c 'sh -c "id ${index}"';`),
  'inline code': `python3 -c "${fill('os.system(')}"`,
  'inline strings': `node -e "${fill("'+'")}"`,
  'code of calls': `python3 -c "${fill('chr(1)+')}"`,
  'SQL text': `psql -c "${fill('DELETE FROM a;')}"`,
  'SQL comments': `psql -c "${fill('/*')}"`,
  'sed script': `sed '${fill('s/a/b/;')}' f`,
  'addresses and data': `curl ${fill('-d @f http://h/ ')}`,
  'archive options': `tar ${fill('--to-command=x ')}`,
  'find actions': `find . ${fill('-exec id {} ; ')}`,
  'xargs input': `echo "${fill('a b ')}"|xargs rm`,
  'option with an address': `git ${fill('-c a.b=c ')}`,
  'powershell text': `powershell -c "${fill('a|b;')}"`,
  'powershell nesting': `powershell -c '${nest('$(', 'a', ')')}'`,
  'text of cmdlets': fill('Get-Item x\n'),
  'text of lines': fill('del /s x & '),
  'text of types': fill("[a.b]::c\\'"),
  'text with paths and documents': `${'cat <<a\n'.repeat(255)}${fill('x').slice(4096)} C:\\x ~\\.a %temp%`,
  'cmd text': `cmd /c "${fill('a&b^')}"`,
  'NUL bytes': fill('\0'),
  'lone surrogates': fill('\ud800'),
  'combining characters': fill('e\u0301'),
  'right to left': fill('\u202ea'),
  'control characters': fill('\u0001'),
  prototypes: fill('__proto__ constructor '),
};
