import { program } from './readme-blocks.mjs';

/**
 * @typedef {import('./readme-blocks.mjs').Block} Block
 * @typedef {{ line: number, text: string, whole: boolean }} Claim what a README says that something prints: the
 *   `console.log` in this line, or, when it is `whole`, the block that the line begins
 */

/** `console.log(…); // hello` on one line says that it prints hello. */
const SAID_BESIDE = /^(\s*)console\.log\((.*)\);\s*\/\/ (.+)$/;

/** Stands before a mark in what a program prints; no README prints it. */
const MARK = '\u001e';

/**
 * What a README says its `ts` blocks print: beside a `console.log`, or in a block `text prints` after them.
 *
 * @param {readonly Block[]} blocks
 * @returns {Claim[]}
 */
export function programClaims(blocks) {
  return blocks.flatMap((block, index) => {
    if (block.language !== 'ts') return [];
    const beside = block.code.split('\n').flatMap((line, offset) => {
      const text = SAID_BESIDE.exec(line)?.[3];
      return text === undefined ? [] : [{ line: block.line + offset, text, whole: false }];
    });
    const text = claimedAfter(blocks, index);
    return text === undefined ? beside : [...beside, { line: block.line, text, whole: true }];
  });
}

/**
 * What the block after this one says it prints.
 *
 * @param {readonly Block[]} blocks
 * @param {number} index
 * @returns {string | undefined}
 */
export function claimedAfter(blocks, index) {
  const next = blocks[index + 1];
  return next?.language === 'text' && next.info === 'prints' ? next.code : undefined;
}

/**
 * The program of a README that marks in its output where each claim begins and ends. Its lines are those of the README.
 *
 * @param {readonly Block[]} blocks
 * @returns {string}
 */
export function markedProgram(blocks) {
  const lines = program(blocks).split('\n');
  for (const { line, whole } of programClaims(blocks)) {
    if (whole) {
      const end = line + (blocks.find((block) => block.line === line)?.code.split('\n').length ?? 0);
      // The lines of the fences are empty in the program.
      lines[line - 2] = `${mark('+', line, 'block')};`;
      lines[end - 1] = `${mark('-', line, 'block')};`;
    } else {
      lines[line - 1] = (lines[line - 1] ?? '').replace(
        SAID_BESIDE,
        (_, indent, printed) => `${indent}${mark('+', line)}, console.log(${printed}), ${mark('-', line)};`,
      );
    }
  }
  return lines.join('\n');
}

/**
 * What a README says wrongly about the output of its marked program. A claim about a line that never ran is wrong too.
 *
 * @param {readonly Claim[]} claims
 * @param {string} stdout
 * @returns {string[]}
 */
export function untrueClaims(claims, stdout) {
  const printed = partsByMark(stdout);
  return claims.flatMap(({ line, text, whole }) => {
    const parts = printed.get(nameOf(line, whole)) ?? [];
    if (parts.length === 0) return [`line ${String(line)}: says that it prints, and never ran: ${text}`];
    return parts
      .filter((part) => !(whole ? printsBlock(text, part) : printsBeside(text, part)))
      .map((part) => untrue(line, text, part));
  });
}

/**
 * @param {number} line
 * @param {string} said
 * @param {string} printed
 * @returns {string}
 */
export function untrue(line, said, printed) {
  return `line ${String(line)}: says it prints\n${said}\nand it prints\n${printed.trimEnd()}`;
}

/**
 * Whether an output is the one a block shows. `…` stands for anything within a line, a line of its own for any lines.
 *
 * @param {string} said
 * @param {string} printed
 * @returns {boolean}
 */
export function printsBlock(said, printed) {
  const pattern = said
    .trim()
    .split('\n')
    .map((line) => (line.trim() === '…' ? '(?:.*\n)*?.*' : loosely(line.trimEnd())))
    .join('\n');
  const plain = printed.split('\n').map((line) => line.trimEnd());
  return new RegExp(`^${pattern}$`).test(plain.join('\n').trim());
}

/**
 * Like `printsBlock`, for a comment: however many lines are printed, it has one.
 *
 * @param {string} said
 * @param {string} printed
 */
function printsBeside(said, printed) {
  return new RegExp(`^${loosely(said.trim())}$`, 's').test(printed.replaceAll(/\s+/g, ' ').trim());
}

/** @param {string} text */
function loosely(text) {
  return text
    .split('…')
    .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'))
    .join('.*');
}

/**
 * What was printed between the marks of each name, as often as it was.
 *
 * @param {string} stdout
 * @returns {Map<string, string[]>}
 */
function partsByMark(stdout) {
  /** @type {Map<string, string[]>} */
  const parts = new Map();
  /** @type {Map<string, string>} */
  const open = new Map();
  for (const piece of stdout.split(new RegExp(`(${MARK}[+-]\\w+\n)`))) {
    const name = piece.slice(2, -1);
    if (piece.startsWith(`${MARK}+`)) open.set(name, '');
    else if (piece.startsWith(`${MARK}-`)) {
      parts.set(name, [...(parts.get(name) ?? []), open.get(name) ?? '']);
      open.delete(name);
    } else for (const [name, text] of open) open.set(name, text + piece);
  }
  return parts;
}

/**
 * @param {'+' | '-'} side
 * @param {number} line
 * @param {'block'} [whole]
 */
function mark(side, line, whole) {
  return `console.log(${JSON.stringify(`${MARK}${side}${nameOf(line, whole !== undefined)}`)})`;
}

/**
 * @param {number} line
 * @param {boolean} whole
 */
function nameOf(line, whole) {
  return `${whole ? 'block' : 'line'}${String(line)}`;
}
