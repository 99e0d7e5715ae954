import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { levelOf, read, readCall, rulesOf } from './reading.js';

describe('bounds', () => {
  it.each([
    ['text beyond 128 KiB', 'a'.repeat(200_000), 'shell.too-large'],
    ['more commands than anybody writes', 'rm x;'.repeat(6000), 'shell.too-large'],
    ['more arguments than a command has', `rm ${'a '.repeat(5000)}`, 'shell.too-large'],
    ['more expansions than a text has', `echo ${'"$x"'.repeat(12_000)}`, 'shell.too-large'],
    ['nested substitutions', '$('.repeat(10_000), 'shell.too-deep'],
    ['closed nested substitutions', `${'$('.repeat(10_000)}${')'.repeat(10_000)}`, 'shell.too-deep'],
    ['fifty closed substitutions', `${'$(echo '.repeat(50)}${')'.repeat(50)}`, 'shell.too-deep'],
    ['nested defaults', `echo ${'${a:-'.repeat(60)}${'}'.repeat(60)}`, 'shell.too-deep'],
    ['nested text that is evaluated', `bash -c '${'$('.repeat(300)}'`, 'shell.too-deep'],
    ['carriers in carriers', `${'env '.repeat(500)}ls`, 'shell.too-deep'],
    ['a long sed script', `sed '${'x;'.repeat(20_000)}' f`, 'shell.too-large'],
    ['many files', 'rm a b c d e f g h i j;'.repeat(500), 'shell.too-large'],
    ['unclosed quotes', "rm 'x", 'shell.unparsed'],
    ['a NUL', 'ls\0', 'shell.unparsed'],
    ['an unclosed substitution', 'echo $(ls', 'shell.unparsed'],
    ['a stray bracket', 'ls )', 'shell.unparsed'],
  ])('%s is stopped', (_name, command, rule) => {
    const reading = read(command);
    expect(rulesOf(reading)).toContain(rule);
    expect(['confirm', 'deny']).toContain(levelOf(reading));
  });

  it('a brace bomb is one unknown word', () => {
    expect(levelOf(read(`echo ${'{a,b}'.repeat(100)}`))).toBe('auto');
    expect(read(`rm -rf ${'{a,b}'.repeat(20)}`).effects[0]?.target).toBe('…');
    expect(read('echo {1..1000000}').effects).toEqual([]);
  });

  it('values that double do not grow without end', () => {
    const doubled = (times: number): string => {
      const text = Array.from({ length: times }, (_, i) => `a${i + 1}=$a${i}$a${i}`).join(';');
      return `a0=xx;${text}; echo $a${times}`;
    };
    expect(read(doubled(12)).findings).toEqual([]);
    expect(rulesOf(read(doubled(60)))).toEqual(['shell.too-large']);
  });

  it('effects beyond the limit are summed up', () => {
    const reading = read(Array.from({ length: 300 }, (_, i) => `rm f${i}`).join(';'));
    expect(reading.effects).toHaveLength(256);
    expect(rulesOf(reading)).toEqual(['shell.too-large']);
  });

  it.each([260, 300, 390])('%i harmless effects in front of a grave one do not hide it', (count) => {
    const padding = Array.from({ length: count }, (_, i) => `touch f${i}`).join(';');
    expect(levelOf(read(`${padding};rm -rf /`))).toBe('deny');
  });
});

describe('any input', () => {
  const pieces = fc.constantFrom(
    '$(',
    '`',
    ')',
    '${',
    '}',
    '"',
    "'",
    '\\',
    '|',
    '&&',
    ';',
    '\n',
    '<<E\n',
    'E',
    '<(',
    '>',
    '>&',
    '{a,b}',
    '*',
    '~',
    'rm -rf /',
    'curl x',
    'bash',
    '$x',
    '((',
    '))',
    '[[',
    ']]',
    'case x in',
    'esac',
    'for i in',
    'do',
    'done',
    '\0',
    '\ud800',
    'é',
    '𝒳',
    'if',
    'then',
    'fi',
    'x=',
    "$'",
    '!',
    '#',
    'find . -exec',
    'sudo',
    'xargs',
    '@(a|b)',
    '<<<',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(' ')),
    fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join('')),
  );

  it('never throws, and every finding and effect points into the input', () => {
    fc.assert(
      fc.property(text, (command) => {
        const reading = read(command);
        for (const { evidence } of [...reading.effects, ...reading.findings, ...reading.commands]) {
          expect(evidence?.start).toBeGreaterThanOrEqual(0);
          expect(evidence?.end).toBeGreaterThanOrEqual(evidence?.start ?? 0);
          expect(evidence?.end).toBeLessThanOrEqual(command.length);
        }
      }),
      { numRuns: 1500 },
    );
  });

  it('gives the same answer twice', () => {
    fc.assert(
      fc.property(text, (command) => {
        expect(JSON.stringify(read(command))).toBe(JSON.stringify(read(command)));
      }),
      { numRuns: 300 },
    );
  });

  it('any tool with any parameters is answered', () => {
    const tools = fc.oneof(
      fc.string(),
      fc.constantFrom('exec', 'read_file', 'apply_patch', 'sql', 'fetch', 'send_email', 'move'),
    );
    const params = fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('command', 'path', 'args', 'url', 'query', 'patch')),
      fc.jsonValue({ maxDepth: 2 }),
    );
    fc.assert(
      fc.property(tools, params, (tool, given) => {
        expect(Array.isArray(readCall(tool, given).effects)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
