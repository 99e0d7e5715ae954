import { readCsplit, readInstall, readMktemp, readSplit } from '../programs/named-outputs.js';
import type { ProgramTable } from '../programs/program-row.js';

/** Small programs that make files under names which they put together, or under their second word. */
export const NAMED_OUTPUTS: ProgramTable = {
  split: {
    options: {
      '--filter': 'shell',
      '-l --lines -b --bytes -n --number -C --line-bytes -a --suffix-length -t --separator -p --additional-suffix':
        'text',
    },
    operands: ['read', 'text'],
    read: readSplit,
  },
  csplit: {
    options: { '-f --prefix -b --suffix-format -n --digits': 'text' },
    operands: ['read', 'text'],
    read: readCsplit,
  },
  // `--tmpdir` takes its folder after `=` only.
  mktemp: { options: { '-p -t --suffix': 'text', '-u --dry-run --tmpdir': 'flag' }, read: readMktemp },
  install: {
    options: {
      '-t --target-directory -S --suffix -m --mode -o --owner -g --group --backup --strip-program': 'text',
      '-d --directory -D -T --no-target-directory -s -p -v -C -c': 'flag',
    },
    read: readInstall,
  },
  uniq: {
    options: { '-f --skip-fields -s --skip-chars -w --check-chars': 'text' },
    operands: ['read', 'write'],
  },
  iconv: { options: { '-f --from-code -t --to-code': 'text', '-o --output': 'write' }, operands: 'read' },
  uudecode: { options: { '-o --output-file': 'write' }, operands: 'read', output: 'decoded' },
};
