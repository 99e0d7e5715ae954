import { has, valueOfOption } from '../programs/invocation.js';
import { readArchiver, readCompressor, readTar, unpackInto, unpackSeven } from '../programs/tar-program.js';
import type { ProgramTable } from '../programs/program-row.js';

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
  'ar ranlib nm objdump objcopy strip readelf size ldd addr2line dwarfdump': { operands: 'read' },
};
