import { describe, expect, it } from 'vitest';
import { read } from './reading.js';

const FILES = {
  '/proj/app/dir': 'directory',
  '/proj/app/dir/x': 'file',
  '/proj/app/a.txt': 'file',
  '/proj/app/README.md': 'file',
} as const;

function targetsOf(command: string): readonly string[] {
  return read(command, FILES)
    .effects.filter(({ verb }) => verb === 'fs.write' || verb === 'fs.delete')
    .map(({ verb, target }) => `${verb === 'fs.write' ? '+' : '-'} ${target.replace('/proj/app/', '')}`);
}

describe('a target that is not told is no target that is known:', () => {
  it.each([
    ['find -L dir -type f -delete', ['- dir', '- …/…']],
    ["find -L . -name '*.doc' -delete", ['- …/*.doc', '- …/*.doc']],
    ['find . -follow -type f -size -1k -delete', ['- …', '- …/…']],
    [`python3 -c "import os, sys; os.chdir(sys.argv[1]); os.remove('x')"`, ['- x', '- …/x']],
    [`python3 -c "import os, sys; os.remove(sys.argv[1])"`, ['- …']],
    [`perl -e 'unlink @ARGV' a.txt`, ['- …']],
    [`node -e "process.chdir(dir()); require('fs').unlinkSync('x')"`, ['- x', '- …/x']],
    ['pushd dir; popd +1; rm -f x', ['- …/x']],
  ])('%s', (command, expected) => {
    expect(targetsOf(command)).toEqual(expected);
    expect(read(command, FILES).effects.some(({ reversibility }) => reversibility === 'hard')).toBe(true);
  });

  it.each([
    ['shopt -s dotglob; rm -f *', ['- *', '- .*']],
    ["zsh -o globdots -c 'rm -f *.txt'", ['- a.txt', '- .*.txt']],
    ["BASHOPTS=dotglob bash -c 'rm -f *'", ['- *', '- .*']],
    ['shopt -s nocaseglob; rm -f readm*', ['- README.md']],
    ['shopt -u dotglob; rm -f *', ['- *']],
    ['rm -f .*', ['- .*']],
    ["awk '{print > FILENAME}' a.txt", ['+ a.txt']],
    [`awk '{print > ($1 ".csv")}' a.txt`, ['+ …']],
    ["awk '$1 > 3 {print}' a.txt", []],
    ['rg -l A | xargs sed -i s/A/B/', ['+ [!.]*/…']],
    ['grep -rl A dir | xargs sed -i s/A/B/', ['+ dir/…']],
    ['cp -rT dir .', ['+ /proj/app']],
  ])('%s', (command, expected) => {
    expect(targetsOf(command)).toEqual(expected);
  });
});
