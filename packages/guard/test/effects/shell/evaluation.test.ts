import { describe, expect, it } from 'vitest';
import { read, worst } from '../reading.js';

/** What `rm` is told to delete at the end of a command, as absolute paths. */
function deleted(command: string): readonly string[] {
  return read(command)
    .effects.filter((effect) => effect.verb === 'fs.delete')
    .map((effect) => effect.target);
}

describe('what a word becomes', () => {
  it.each([
    ['rm a"b"\'c\'', ['abc']],
    ["rm $'a\\tb'", ['a\tb']],
    ['rm {a,b}c', ['ac', 'bc']],
    ['rm {1..3}', ['1', '2', '3']],
    ['rm {3..1..2}', ['3', '1']],
    ['rm {a..c}', ['a', 'b', 'c']],
    ['rm {a,{b,c}}', ['a', 'b', 'c']],
    ['rm {"a,b",c}', ['a,b', 'c']],
    ["rm {'x',y\\,z}", ['x', 'y,z']],
    ['rm {a}', ['{a}']],
    ['rm x{$A,b}', ['x…', 'xb']],
    ['x="a b"; rm $x', ['a', 'b']],
    ['x="a b"; rm "$x"', ['a b']],
    ['x=a; rm "${x}b" ${x:-c} ${x:+d} ${y-e}', ['ab', 'a', 'd', 'e']],
    ['x=; rm ${x:-a} ${x:=b} c$x', ['a', 'b', 'cb']],
    ['x=ab.c.d; rm ${x%.*} ${x%%.*} ${x#*.} ${x##*.}', ['ab.c', 'ab', 'c.d', 'd']],
    ['x=none; rm ${x%z} ${x#z}', ['none']],
    ['x=aXbX; rm ${x/X/_} ${x//X/_} ${x/#a/_}', ['a_bX', 'a_b_', '…']],
    ['x=abcdef; rm ${x:2} ${x:1:2} ${x: -2} ${x:1:-1}', ['cdef', 'bc', 'ef', 'bcde']],
    ['x=ab; rm ${x^} ${x^^} ${x@U} ${x@Q}', ['Ab', 'AB', 'ab']],
    ['x=AB; rm ${x,} ${x,,} ${x@L}', ['aB', 'ab']],
    ['x=/a/b.\0; true', []],
    ['rm ${#x}', ['…']],
    ['x=y y=z; rm ${!x}', ['z']],
    ['rm ${!x}', ['…']],
    ['a=(p q); a+=(r); a[1]=s; rm ${a[@]} ${a[0]} $a', ['p', 's', 'r']],
    ['rm ${a[0]}', ['…']],
    ['x=1; x+=2; rm $x', ['12']],
    ['rm $1 "$@"', ['…']],
    ['set -- a b; shift; rm $1', ['b']],
    ['f() { rm "$2" $#; }; f a b', ['b', '…']],
    ['rm $((1 + 2)) $((5))', ['…', '5']],
    ['(( x = $(rm z) ? 1 : -1 ))', ['z']],
    ['rm $(echo a b)', ['a', 'b']],
    ['rm "$(echo a b)"', ['a b']],
    ['rm $(echo -n a; echo b)', ['ab']],
    ['rm $(printf "%s-%s " 1 2 3)', ['1-2', '3-']],
    ['rm $(printf "%b%c%%" "\\x61" bcd)', ['ab%']],
    ['rm $(printf -- a)', ['a']],
    ['rm $(printf)', []],
    ['rm $(echo -e "a\\x62\\u0063\\0144")', ['abcd']],
    ['rm $(echo "a\\x62")', ['a\\x62']],
    ['rm $(cat <<< a)', ['a']],
    ['rm $(cat <<E\na\nE\n)', ['a']],
    ["rm $(cat <<'E'\n$a\nE\n)", ['$a']],
    ['echo a > f; rm $(cat f) $(<f)', ['a']],
    ['echo a > f; echo b >> f; rm $(cat f)', ['a', 'b']],
    ['echo a > f; > f; rm x$(cat f)', ['x']],
    ['rm $(echo cba | rev)', ['abc']],
    ['rm $(echo abc | tr a-c x-z)', ['xyz']],
    ['rm $(echo a-b | tr -d -)', ['ab']],
    ['rm $(echo YWI= | base64 -d)', ['ab']],
    ['rm $(echo 6162 | xxd -r -p)', ['ab']],
    ['rm $(echo abc | tee f | cat)', ['abc']],
    ['rm $(dd if=<(echo a))', ['a']],
    ['rm $(pwd)/a $PWD/b ${PWD}/c', ['a', 'b', 'c']],
    ['cd src; rm a', ['src/a']],
    ['cd src && cd ..; rm a', ['a']],
    ['(cd src); rm a', ['a']],
    ['cd src || cd /etc; rm a', ['src/a']],
    ['pushd src; rm a; popd; rm -f b', ['src/a', 'b']],
    ['popd; rm -f b', ['…/b']],
    ['pushd src; pushd lib; popd; popd +1; rm -f b', ['…/b']],
    ['IFS=:; x=a:b; rm $x', ['a', 'b']],
    ['read a b <<< "x y z"; rm "$a" "$b"', ['x', 'y z']],
    ['read -r -p "? " a <<< x; rm $a', ['x']],
    ['read a; rm $a', ['…']],
    ['exec 3<<< x; read -u 3 a; rm $a', ['x']],
    ['printf "x\\ny\\n" | while read l; do rm $l; done', ['x', 'y']],
    ['mapfile -t a <<< "x"; rm ${a[0]}', ['x']],
    ['mapfile <<< "x"; rm ${MAPFILE[0]}', ['x']],
    ['declare -x a=1; local b=2; typeset c=3; readonly d=4; rm $a$b$c$d', ['1234']],
    ['declare a; a=1; export a; rm $a', ['1']],
    ['a=1; unset a; rm x$a', ['x']],
    ['alias x="rm a"; unalias x; x', []],
    ['alias x="rm"; x a', ['a']],
    ['alias x="rm a; rm b"; x', ['a', 'b']],
    ['a=x; if true; then a=y; fi; rm $a', ['x', 'y']],
    ['if c; then a=x; elif d; then a=y; else a=z; fi; rm $a', ['x', 'y', 'z']],
    ['case $q in 1) a=x;; 2) a=y;; esac; rm p$a', ['px', 'py']],
    ['true && a=x; rm p$a', ['px']],
    ['for a in x y; do b=$a; rm $b; done', ['x', 'y']],
    ['for a in {1..20}; do rm $a; done', Array.from({ length: 20 }, (_, i) => String(i + 1))],
    ['for a in x y; do rm z; done', ['z']],
    ['for a; do rm $a; done', ['…']],
    ['f() { for a; do rm $a; done; }; f x y', ['x', 'y']],
    ['a=1 sh -c \'rm "$a"\'; rm x$a', ['1', 'x…', 'x']],
    ['sh -c \'rm "$1"\' _ x', ['x']],
    ['export a=x; bash -c "rm \\$a"', ['x']],
    ['rm @(a|b)', ['a', 'b']],
    ['rm ~/x ~root/y ~bob/z ~+/w', ['/home/user/x', '/root/y', '/home/bob/z', 'w']],
    ['HOME=/h; rm ~/x', ['/h/x']],
    ['rm \\~', ['~']],
    ['x=~/a; rm $x', ['/home/user/a']],
    ['rm "$TMPDIR/a"', ['/tmp/a']],
    ['coproc X { echo a; }; read b <&${X[0]}; rm $b', ['a']],
    ['exec {d}> >(cat > f); echo a >&$d; rm $(cat f)', ['a']],
    ['exec 3> f; echo a >&3; rm $(cat f)', ['a']],
    ['{ echo a; echo b; } > f; rm $(cat f)', ['a', 'b']],
    ['for i in 1; do echo a; done | xargs rm', ['a']],
    ['echo "a b" | xargs -n1 rm', ['a', 'b']],
    ['echo a | xargs -I{} rm x{} {}y', ['xa', 'ay']],
    ['xargs -a list rm', ['…']],
    ['parallel rm {}.txt ::: a b', ['a.txt', 'b.txt']],
    ['env A=1 B=2 rm a', ['a']],
    ['eval "a=x"; rm $a', ['x']],
    ["eval -- 'rm a'", ['a']],
    ['source <(echo rm a)', ['a']],
    ['echo rm a > f; . f', ['a']],
    ['echo rm a > s; chmod +x s; ./s', ['a']],
    ['echo rm a > s; cp s t; bash t', ['a']],
    ['echo rm a | source /dev/stdin', ['a']],
    ['hash -p /bin/rm x; x a', ['a']],
    ['exec rm a', ['a']],
    ['find . -name x -exec rm {} \\;', ['/proj/app/…/x']],
    ['select a in x y; do rm $a; done', ['x', 'y']],
    ['for ((i=0; i<$(rm a); i++)); do rm b; done', ['a', 'b']],
    ['[[ $(rm a) == b && ! ( -f $(rm c) || d ) ]]', ['a', 'c']],
  ])('%s deletes %j', (command, targets) => {
    const expected = targets.map((target) =>
      target.startsWith('/') || target === '…' || target.startsWith('…/') ? target : `/proj/app/${target}`,
    );
    const names = deleted(command).map((target) => (target === '/proj/app/…' ? '…' : target));
    expect([...new Set(names)]).toEqual([...new Set(expected)]);
  });

  it('evidence points at the word in the text', () => {
    const command = 'ls && rm -rf "$HOME"';
    const evidence = worst(read(command))?.evidence;
    expect(command.slice(evidence?.start, evidence?.end)).toBe('"$HOME"');
  });

  it('evidence of nested text points at the word that holds it', () => {
    const command = "bash -c 'rm -rf /'";
    const evidence = worst(read(command))?.evidence;
    expect(command.slice(evidence?.start, evidence?.end)).toBe("'rm -rf /'");
  });

  it('commands are listed with their carriers unwrapped', () => {
    const argv = read('sudo env A=1 rm -rf $X "a b"').commands.map((command) => command.argv);
    expect(argv).toEqual([
      ['sudo', 'env', 'A=1', 'rm', '-rf', null, 'a b'],
      ['env', 'A=1', 'rm', '-rf', null, 'a b'],
      ['rm', '-rf', null, 'a b'],
    ]);
  });
});
