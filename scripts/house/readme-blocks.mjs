/**
 * @typedef {{ language: string, info: string, line: number, code: string }} Block `line` is where the code begins,
 *   from 1; `info` is what stands after the language
 * @typedef {{ line: number, words: string, exitCode: number }} CommandLine
 */

/** Languages of blocks that only show something. Any other language must be one that runs. */
const SHOWN_ONLY = new Set(['text', 'json', 'jsonc', 'yaml', 'mermaid', 'diff']);

/** The one command whose lines are run. */
const OURS = /^(?:npx\s+)?sentinel-agentos(?:\s|$)/;

/** Commands that a reader types on a machine of their own; the house runs them elsewhere or has no business to. */
const NOT_RUN_HERE = [
  /^npm (?:install|i|ci)(?:\s|$)/,
  /^npm (?:start|test)(?:\s|$)/,
  /^(?:npx (?:-y |--yes )?)?pnpm(?:@\S+)? (?:bench|add|install)(?:\s|$)/,
  /^git clone\s/,
  /^cd\s/,
  // The run in the real gateway does what these do.
  /^openclaw (?:plugins|sentinel|gateway)\s/,
];

/**
 * The fenced code blocks of a Markdown text, in order.
 *
 * @param {string} markdown
 * @returns {Block[]}
 */
export function codeBlocks(markdown) {
  /** @type {Block[]} */
  const blocks = [];
  /** @type {{ fence: string, language: string, info: string, line: number, lines: string[] } | undefined} */
  let open;
  for (const [index, text] of markdown.split(/\r?\n/).entries()) {
    const mark = /^ {0,3}(`{3,}|~{3,})\s*([^\s`{]*)\s*([^`]*)$/.exec(text);
    if (open === undefined) {
      if (mark !== null) {
        const [, fence = '', language = '', info = ''] = mark;
        open = { fence, language, info: info.trim(), line: index + 2, lines: [] };
      }
    } else if (mark?.[1]?.startsWith(open.fence) === true && mark[2] === '') {
      const { language, info, line, lines } = open;
      blocks.push({ language, info, line, code: lines.join('\n') });
      open = undefined;
    } else {
      open.lines.push(text);
    }
  }
  if (open !== undefined) throw new Error(`line ${String(open.line - 1)}: the code block is never closed`);
  return blocks;
}

/**
 * All `ts` blocks as one program whose line numbers are those of the README, so that an error points at its place.
 * Empty when there is none.
 *
 * @param {readonly Block[]} blocks
 * @returns {string}
 */
export function program(blocks) {
  /** @type {string[]} */
  const lines = [];
  for (const { language, line, code } of blocks) {
    if (language !== 'ts') continue;
    while (lines.length < line - 1) lines.push('');
    lines.push(...code.split('\n'));
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`;
}

/**
 * The lines of the `sh` blocks that run our own command. A comment `# exit 1` at the end of a line states the exit
 * code it ends with; without one that is 0.
 *
 * @param {readonly Block[]} blocks
 * @returns {CommandLine[]}
 * @throws {Error} for a command that is neither ours nor on the list of those left alone
 */
export function commandLines(blocks) {
  /** @type {CommandLine[]} */
  const lines = [];
  for (const block of blocks) {
    if (block.language !== 'sh') continue;
    for (const [offset, raw] of block.code
      .replaceAll(/\\\n\s*/g, ' ')
      .split('\n')
      .entries()) {
      const words = raw.replace(/^\$ /, '').trim();
      if (words === '' || words.startsWith('#') || NOT_RUN_HERE.some((known) => known.test(words))) continue;
      const line = block.line + offset;
      if (!OURS.test(words))
        throw new Error(`line ${String(line)}: \`${words}\` is neither run nor known to be left alone`);
      const stated = /\s# exit (\d+)\b/.exec(words);
      lines.push({ line, words, exitCode: Number(stated?.[1] ?? 0) });
    }
  }
  return lines;
}

/**
 * @param {readonly Block[]} blocks
 * @throws {Error} for a block whose language nobody runs and that does not only show something
 */
export function refuseUnknownLanguages(blocks) {
  for (const { language, line } of blocks) {
    if (language === 'ts' || language === 'sh' || SHOWN_ONLY.has(language)) continue;
    const label = language === '' ? 'has no language' : `is \`${language}\``;
    throw new Error(
      `line ${String(line - 1)}: the code block ${label}; use ts or sh for what runs, text for what does not`,
    );
  }
}
