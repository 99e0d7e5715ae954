/** Letters that a clause of a symbolic mode is made of: whom it is for, how it changes, and what. */
const CLAUSE = /^([ugoa]*)((?:[-+=][rwxXstugo]*)+)$/;
const CHANGE = /([-+=])([rwxXstugo]*)/g;
const SYMBOLIC = /^[ugoa]*[-+=]/;

/**
 * Whether arguments of `chmod` give everybody all rights: `777`, `0777`, `a+rwx`, `ugo=rwx`, `u=rwx,go=u`, wherever
 * options stand. The sticky bit (`1777`) keeps a shared folder as safe as `/tmp`. An argument that is not known (null)
 * is none of these.
 */
export function opensToEveryone(args: readonly (string | null)[]): boolean {
  let ended = false;
  for (const arg of args) {
    if (arg === null) return false;
    if (!ended && arg === '--') ended = true;
    else if (!ended && arg.startsWith('-') && !/^-[rwxXst]/.test(arg)) continue;
    else return isOpen(arg);
  }
  return false;
}

function isOpen(mode: string): boolean {
  if (/^[-+=]?[0-7]+$/.test(mode)) {
    const digits = mode.replace(/^[-+=]?0*/, '');
    const special = digits.length > 3 ? Number(digits.slice(0, -3)) % 2 : 0;
    return !mode.startsWith('-') && digits.endsWith('7') && digits.length >= 3 && special === 0;
  }
  return SYMBOLIC.test(mode) && isOpenSymbolic(mode);
}

/** Adds up what the clauses leave to others, beginning with a file that its owner alone can use. */
function isOpenSymbolic(mode: string): boolean {
  const rights: Record<'u' | 'g' | 'o', Set<string>> = { u: new Set('rwx'), g: new Set(), o: new Set() };
  for (const clause of mode.slice(0, 200).split(',')) {
    const [, who = '', changes = ''] = CLAUSE.exec(clause) ?? [];
    // Without a letter the umask takes the right to write away from others.
    if (who === '') continue;
    const classes = /a/.test(who)
      ? (['u', 'g', 'o'] as const)
      : (['u', 'g', 'o'] as const).filter((each) => who.includes(each));
    for (const [, sign = '', letters = ''] of changes.matchAll(CHANGE)) {
      const given = new Set([...letters].flatMap((letter) => lettersOf(letter, rights)));
      for (const each of classes) {
        if (sign === '=') rights[each].clear();
        for (const letter of given) {
          if (sign === '-') rights[each].delete(letter);
          else rights[each].add(letter);
        }
      }
    }
  }
  return ['r', 'w', 'x'].every((letter) => rights.o.has(letter));
}

function lettersOf(
  letter: string,
  rights: Readonly<Record<'u' | 'g' | 'o', ReadonlySet<string>>>,
): readonly string[] {
  if (letter === 'u' || letter === 'g' || letter === 'o') return [...rights[letter]];
  return [letter === 'X' ? 'x' : letter];
}
