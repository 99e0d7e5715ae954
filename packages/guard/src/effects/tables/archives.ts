import { shape } from '../effect-shape.js';
import { has, note, valueOfOption, type Invocation } from '../programs/invocation.js';
import { readArchiver, readCompressor, readTar, unpackInto, unpackSeven } from '../programs/tar-program.js';
import type { ProgramRow, ProgramTable } from '../programs/program-row.js';

/** What was kept for the day on which everything else is lost. */
const BACKUP_LOST = shape('fs.delete', 'shared', 'irreversible', 'normal');
const BACKUP_THINNED = shape('fs.delete', 'workspace', 'hard', 'normal');
const BACKUP = shape('process.spawn', 'workspace', 'hard', 'normal');

/** Forgets what no rule keeps; a rule that keeps nothing is none. */
function readForget(invocation: Invocation): undefined {
  if (has(invocation, '-n --dry-run')) return undefined;
  const kept = invocation.options.some(
    ({ name, value }) => name.startsWith('--keep-') && value !== null && !/^0+[a-z]*$/i.test(value.text),
  );
  note(invocation, kept ? BACKUP_THINNED : BACKUP_LOST);
  return undefined;
}

const KEEPS =
  '--keep-last --keep-hourly --keep-daily --keep-weekly --keep-monthly --keep-yearly --keep-within --keep-within-hourly --keep-within-daily --keep-within-weekly --keep-within-monthly --keep-within-yearly --keep-tag --keep-minutely --keep-secondly --keep-13weekly --keep-3monthly';
const forget: ProgramRow = {
  options: {
    [KEEPS]: 'text',
    '--tag --host --path -g --group-by -P --prefix -a --glob-archives --match-archives': 'text',
    '-n --dry-run --prune --list --stats -s --force': 'flag',
  },
  read: readForget,
};

/** Archives and compression. */
export const ARCHIVES: ProgramTable = {
  'tar bsdtar gtar': { read: readTar },
  zip: {
    options: {
      '-x -i -n -b -t -P --password': 'text',
      '-TT --unzip-command': 'shell',
      '-r -q -j -9 -m -u -T': 'flag',
    },
    read: readArchiver,
  },
  '7z 7za 7zr 7zz rar': {
    options: { '-sdel -df': 'flag' },
    style: 'long',
    read: (invocation) => {
      const [verb] = invocation.operands;
      return verb?.text === 'a' || verb?.text === 'u'
        ? readArchiver({ ...invocation, operands: invocation.operands.slice(1) })
        : unpackSeven(invocation);
    },
    output: 'decoded',
  },
  'unzip unrar unar gunzip-all': {
    options: { '-d -P -x -i': 'text', '-p -l -t -o -q -n': 'flag' },
    operands: ['read', 'text'],
    output: 'decoded',
    read: (invocation) => {
      const folder = valueOfOption(invocation, '-d');
      if (folder !== null && !has(invocation, '-l -t -p'))
        unpackInto(invocation.shell, folder, invocation.input);
      return undefined;
    },
  },
  'gzip pigz': {
    options: {
      '-S --suffix -p': 'text',
      '-d -c -k -f -l -t -v -r -9 -1 --stdout --keep --decompress --best --fast': 'flag',
    },
    read: readCompressor('.gz', false),
  },
  gunzip: { options: { '-c -k -f -l -t --stdout --keep': 'flag' }, read: readCompressor('.gz', true) },
  'bzip2 pbzip2': {
    options: { '-d -c -k -f -t --stdout --keep --decompress': 'flag' },
    read: readCompressor('.bz2', false),
  },
  bunzip2: { read: readCompressor('.bz2', true) },
  'xz lzma': {
    options: { '-d -c -k -f -t -l --stdout --keep --decompress': 'flag', '-T --threads': 'text' },
    read: readCompressor('.xz', false),
  },
  'unxz unlzma': { read: readCompressor('.xz', true) },
  'zstd lz4 brotli lzip lzop compress': {
    options: { '-d -c -k -f -t --stdout --keep --decompress --rm': 'flag', '-o -T': 'text' },
    read: readCompressor('.zst', false),
  },
  'unzstd unlz4 uncompress': { read: readCompressor('.zst', true) },
  cpio: {
    options: { '-F -I -O -E -H --file -D --directory': 'text', '--to-stdout -i --extract -o -p': 'flag' },
    output: 'decoded',
    read: (invocation) => {
      const folder = valueOfOption(invocation, '-D --directory');
      if (folder !== null && has(invocation, '-i --extract'))
        unpackInto(invocation.shell, folder, invocation.io.stdin);
      return undefined;
    },
  },
  restic: {
    options: {
      '-r --repo --repository-file -p --password-file --password-command --cacert --cache-dir -o --option --limit-upload --limit-download --key-hint':
        'text',
      '-q --quiet -v --verbose --json --no-cache --no-lock --insecure-tls': 'flag',
    },
    style: 'posix',
    commands: {
      forget,
      'prune unlock rebuild-index repair migrate': { effect: BACKUP_THINNED },
      key: { cases: [{ operand: /^(?:remove|rm)$/, effect: BACKUP_LOST }], effect: BACKUP },
      'snapshots ls find stats diff list check version cat dump': { output: 'other' },
      '*': { effect: BACKUP },
    },
  },
  borg: {
    options: {
      '--remote-path --rsh --umask --lock-wait -r --repo': 'text',
      '-v --verbose --info --debug -p --progress --show-rc --log-json --critical --error --warning --bypass-lock':
        'flag',
    },
    style: 'posix',
    commands: {
      'delete rdelete repo-delete': {
        options: { '-n --dry-run --force --stats -s --list --keep-security-info --cache-only': 'flag' },
        cases: [{ has: '-n --dry-run --cache-only', effect: null }],
        effect: BACKUP_LOST,
      },
      prune: forget,
      'recreate compact': { effect: BACKUP_THINNED },
      'list info check diff rlist rinfo repo-list repo-info': { output: 'other' },
      '*': { effect: BACKUP },
    },
  },
  'ar ranlib nm objdump objcopy strip readelf size ldd addr2line dwarfdump': { operands: 'read' },
};
