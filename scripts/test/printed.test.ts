import { describe, expect, it } from 'vitest';
import { claimedAfter, markedProgram, printsBlock, programClaims, untrueClaims } from '../house/printed.mjs';
import { codeBlocks } from '../house/readme-blocks.mjs';
import { runProgram } from '../house/run-program.mjs';

const readme = [
  '```ts',
  'console.log(1 + 1); // 2',
  "console.log('a');",
  '```',
  '```text prints',
  '2',
  'a',
  '```',
  '```ts',
  'if (false)',
  '  console.log(3); // 3',
  '```',
].join('\n');
const blocks = codeBlocks(readme);
const claims = programClaims(blocks);

async function output(source: string): Promise<string> {
  return (await runProgram(process.execPath, ['--eval', source])).stdout;
}

async function wrongIn(readme: string): Promise<readonly string[]> {
  const said = codeBlocks(readme);
  return untrueClaims(programClaims(said), await output(markedProgram(said)));
}

describe('what a README says that its program prints', () => {
  it('stands beside a console.log, or in the block after it', () => {
    expect(claims).toEqual([
      { line: 2, text: '2', whole: false },
      { line: 2, text: '2\na', whole: true },
      { line: 11, text: '3', whole: false },
    ]);
    expect(claimedAfter(blocks, 2)).toBeUndefined();
  });

  it('is marked in its output without moving a line', () => {
    const lines = markedProgram(blocks).split('\n');
    expect(lines[2]).toBe("console.log('a');");
    expect(lines[9]).toBe('if (false)');
  });

  it('is compared with what it prints, and a line that never ran printed nothing', async () => {
    expect(untrueClaims(claims, await output(markedProgram(blocks)))).toEqual([
      'line 11: says that it prints, and never ran: 3',
    ]);
  });

  it('is found untrue beside a line, each time it prints, and below a block', async () => {
    expect(await wrongIn('```ts\nconsole.log(2); // 3\n```')).toEqual([
      'line 2: says it prints\n3\nand it prints\n2',
    ]);
    expect(await wrongIn('```ts\nfor (const a of [1, 2])\n  console.log(a); // 1\n```')).toHaveLength(1);
    expect(await wrongIn('```ts\nconsole.log(2);\n```\n```text prints\n3\n```')).toHaveLength(1);
  });
});

describe('a block that is printed', () => {
  it.each([
    ['a', 'a\n', true],
    ['a', 'a  \n', true],
    ['a', 'b', false],
    ['a', 'a\nb', false],
    ['op_…', 'op_1', true],
    ['op_…', 'op_1\nb', false],
    ['a\n…\nd', 'a\nb\nc\nd', true],
    ['a\n…\nd', 'a\nb\nc', false],
    ['(a.*', '(abc', false],
  ])('%j is %j: %s', (said, printed, same) => {
    expect(printsBlock(said, printed)).toBe(same);
  });
});
