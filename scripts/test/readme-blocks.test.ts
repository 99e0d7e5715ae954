import { describe, expect, it } from 'vitest';
import { codeBlocks, commandLines, program, refuseUnknownLanguages } from '../house/readme-blocks.mjs';

const readme = [
  '# Title',
  '```ts',
  "import { a } from 'a';",
  '```',
  'Text.',
  '~~~~sh',
  'npm install a',
  'sentinel-agentos risk exec command="```" # exit 1',
  '',
  '$ sentinel-agentos help',
  '~~~~',
  '```ts',
  'a();',
  '```',
].join('\n');

describe('the code blocks of a README', () => {
  it('are found with their language and their line', () => {
    expect(codeBlocks(readme).map(({ language, line }) => `${language}:${String(line)}`)).toEqual([
      'ts:3',
      'sh:7',
      'ts:13',
    ]);
  });

  it('become one program whose lines are those of the README', () => {
    const lines = program(codeBlocks(readme)).split('\n');
    expect(lines[2]).toBe("import { a } from 'a';");
    expect(lines[12]).toBe('a();');
    expect(lines.filter((line) => line !== '')).toHaveLength(2);
  });

  it('give the lines of our own command with the exit code they state', () => {
    expect(commandLines(codeBlocks(readme))).toEqual([
      { line: 8, words: 'sentinel-agentos risk exec command="```" # exit 1', exitCode: 1 },
      { line: 10, words: 'sentinel-agentos help', exitCode: 0 },
    ]);
  });

  it('are refused when a command is neither run nor known', () => {
    expect(() => commandLines(codeBlocks('```sh\nmake coffee\n```'))).toThrow('`make coffee`');
  });

  it('are refused when nobody runs their language', () => {
    expect(() => refuseUnknownLanguages(codeBlocks('```js\na();\n```'))).toThrow('is `js`');
    expect(() => refuseUnknownLanguages(codeBlocks('```\na();\n```'))).toThrow('has no language');
    expect(() => refuseUnknownLanguages(codeBlocks('```text\na\n```'))).not.toThrow();
  });

  it('are refused when one is never closed', () => {
    expect(() => codeBlocks('```ts\na();')).toThrow('line 1');
  });
});
