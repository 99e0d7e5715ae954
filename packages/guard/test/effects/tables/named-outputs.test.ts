import { expect, it } from 'vitest';
import { read } from '../reading.js';
import { testTable } from './table-rows.js';

testTable('named outputs', {
  'split a part': 'fs.write workspace easy normal',
  'split a /home/user/part': 'fs.write host easy normal',
  "split --filter='cat' a part": 'fs.read workspace pure normal',
  'csplit -f part a 10': 'fs.write workspace easy normal',
  'install -D -m 644 a lib/a': 'fs.write workspace easy normal',
  'install -m 4755 a lib/a': 'privilege.gain host hard sensitive',
  'install a /home/user/notes.txt': 'fs.write host hard normal',
  'uniq a': 'fs.read workspace pure normal',
  'uniq a b': 'fs.write workspace easy normal',
  'iconv -f latin1 -t utf-8 a': 'fs.read workspace pure normal',
  'iconv -f latin1 -o b a': 'fs.write workspace easy normal',
  'uudecode -o b a': 'fs.write workspace easy normal',
  'base64 -d -o b a': 'fs.write workspace easy normal',
  'base64 -w 0 a': 'fs.read workspace pure normal',
  mktemp: 'none',
  'mktemp -d': 'none',
  'mktemp -d -t x.XXXX': 'none',
  'mktemp -u -p src': 'none',
  'mktemp -p src': 'fs.write workspace easy normal',
  'mktemp -d "${TMPDIR:-/tmp/}$(basename $0).XXXX"': 'none',
});

it.each([
  ['split a', 'xaa'],
  ['split -l 10 -d a out/part.', 'out/part.aa'],
  ['csplit a 10', 'xx00'],
  ['csplit --prefix=out/p a 10', 'out/p00'],
  ['mktemp out/x.XXXX', 'out/x.XXXX'],
  ['mktemp -d -p out', 'out/tmp.XXXXXXXXXX'],
  ['mktemp --tmpdir=out x.XXXX', 'out/x.XXXX'],
  ['mktemp -d -pout x.XXXX', 'out/x.XXXX'],
  ['export TMPDIR=out; mktemp -t x.XXXX', 'out/x.XXXX'],
  ['TMPDIR=out mktemp', 'out/tmp.XXXXXXXXXX'],
  ['install -d out', 'out'],
  ['curl -s --output-dir out -o a https://example.org/x', 'out/a'],
])('%s makes %s', (command, path) => {
  const written = read(command).effects.filter(({ verb }) => verb === 'fs.write');
  expect(written.map(({ target }) => target)).toEqual([`/proj/app/${path}`]);
});
