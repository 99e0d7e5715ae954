import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, readCall, rulesOf, type Level } from './reading.js';

function judge(tool: string, command: string): { readonly rules: readonly string[]; readonly level: Level } {
  const reading = readCall(tool, { command });
  return { rules: rulesOf(reading), level: levelOf(reading) };
}

describe('bounds of text for Windows', () => {
  it.each([
    ['loops in loops', 'powershell', `${'foreach($a in 1..16){'.repeat(20)}ls $a${'}'.repeat(20)}`],
    ['loops in pipes', 'powershell', `${'1..16|%{'.repeat(20)}ls${'}'.repeat(20)}`],
    ['blocks that call themselves', 'powershell', `$b={&$b;&$b};&$b;${'&$b;'.repeat(900)}`],
    ['text that doubles', 'powershell', `$a='x';${'$a=$a+$a;'.repeat(900)}rm $a`],
    ['formats of formats', 'powershell', `$a='{0}{0}';${'$a=$a -f $a;'.repeat(900)}`],
    ['lists that double', 'powershell', `$a=@(1);${'$a=$a+$a;'.repeat(900)}`],
    ['splatted lists', 'powershell', `$a=1..256;${'Remove-Item @a;'.repeat(900)}`],
    ['replacing that grows', 'powershell', `$a='a';${"$a=$a -replace 'a','aa';".repeat(900)}`],
    ['text read as code again and again', 'powershell', `$a='$a;$a;ls';${'iex $a;'.repeat(2000)}`],
    ['more commands than anybody writes', 'powershell', 'rm x;'.repeat(6000)],
    ['loops in loops', 'cmd', `${'for %a in (1 2 3 4 5 6 7 8) do '.repeat(20)}del %a`],
    ['loops of nothing', 'cmd', `${'for %a in (1 2 3 4 5 6 7 8) do ('.repeat(20)}${')'.repeat(20)}`],
    ['shells in shells', 'cmd', `${'cmd /c '.repeat(9000)}del x`],
    ['variables that double', 'cmd', `set a=x\n${'set a=%a%%a%\n'.repeat(900)}del %a%`],
    ['many parts of variables', 'cmd', `set a=x\necho ${'%a:~0,1%'.repeat(9000)}`],
    ['more commands than anybody writes', 'cmd', 'del x&'.repeat(6000)],
  ])('%s for %s are stopped, and said to be', (_name, tool, command) => {
    const { rules, level } = judge(tool, command);
    expect(rules).toContain('shell.too-large');
    expect(['confirm', 'deny']).toContain(level);
  });

  it.each([
    ['powershell', `$a=${'('.repeat(300)}1${')'.repeat(300)}`],
    ['powershell', `${'if(1){'.repeat(300)}ls${'}'.repeat(300)}`],
    ['cmd', `${'('.repeat(300)}dir${')'.repeat(300)}`],
  ])('what is nested too deeply for %s is not read', (tool, command) => {
    expect(judge(tool, command)).toEqual({ rules: ['shell.too-deep'], level: 'confirm' });
  });

  it('a pattern is never run', () => {
    const { level } = judge('powershell', `'${'a'.repeat(30_000)}!' -match '(a+)+$'`);
    expect(level).toBe('auto');
  });
});

describe('any text for Windows', () => {
  const pieces = fc.constantFrom(
    '$(',
    '@(',
    '@{',
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '"',
    "'",
    '`',
    '^',
    '%',
    '%a%',
    '%%i',
    '!a!',
    '%a:~1,2%',
    '|',
    '&',
    '&&',
    ';',
    '\r\n',
    "@'\n",
    "\n'@",
    '@"\n',
    '\n"@',
    '>',
    '2>&1',
    '--%',
    '-Path',
    '-Recurse',
    '/s',
    '/q',
    'C:\\',
    '$x',
    '$x=',
    '$env:Path',
    '$_',
    '..',
    '1..9',
    ',',
    '-f',
    '-join',
    '-replace',
    '-split',
    '[char]',
    '[scriptblock]',
    '[IO.File]::Delete',
    '.Invoke(',
    '.constructor',
    '__proto__',
    'constructor',
    'toString',
    'foreach($a in 1..3)',
    'function f',
    'param($a)',
    'if(1)',
    'else',
    'try',
    'catch',
    'switch(1)',
    'Remove-Item',
    'iex',
    'iwr',
    'powershell -c',
    'cmd /c',
    'del',
    'rd /s',
    'for %i in (1 2) do',
    "for /f %i in ('dir') do",
    'if exist x',
    'set a=',
    'call',
    'start',
    'echo',
    '\0',
    '\ud800',
    '你好',
    '“',
    '–',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  );
  const tools = fc.constantFrom('powershell', 'cmd', 'exec');

  it('is read without an exception, and what is found points into it', () => {
    fc.assert(
      fc.property(tools, text, (tool, command) => {
        const reading = readCall(tool, { command });
        for (const { evidence } of [...reading.effects, ...reading.findings, ...reading.commands]) {
          expect(evidence?.start).toBeGreaterThanOrEqual(0);
          expect(evidence?.end).toBeGreaterThanOrEqual(evidence?.start ?? 0);
          expect(evidence?.end).toBeLessThanOrEqual(command.length);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('is answered the same twice', () => {
    fc.assert(
      fc.property(tools, text, (tool, command) => {
        expect(JSON.stringify(readCall(tool, { command }))).toBe(JSON.stringify(readCall(tool, { command })));
      }),
      { numRuns: 300 },
    );
  });
});
