/** Programs that run another one which they are given. */
const LAUNCHERS: ReadonlySet<string> = new Set(
  'npx npm pnpm pnpx yarn yarnpkg bun bunx deno node nodejs tsx ts-node corepack'.split(' '),
);
/** Package managers, which do other things with a package as well. */
const MANAGERS: ReadonlySet<string> = new Set('npm pnpm yarn yarnpkg bun deno'.split(' '));
/** What they do with a package without running it. */
const NOT_RUN: ReadonlySet<string> = new Set(
  'install i add ci remove rm uninstall un update up upgrade outdated view info show v why explain ls list ll link unlink audit pack publish unpublish search docs repo bugs home fund dedupe rebuild rb cache config pkg version patch deprecate dist-tag owner star licenses fetch store'.split(
    ' ',
  ),
);
/** Their options that may stand before what they do, and take no word or the next. */
const FLAGS: ReadonlySet<string> = new Set('-g --global -D -E -s --silent -y --yes --no-save'.split(' '));
const PLACES: ReadonlySet<string> = new Set('-C --dir --prefix --cwd --filter -F'.split(' '));

/** Words with which a program shows how it is used, or which version it is, and does nothing else. */
export const LOOK_FLAGS: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-v', '-V']);

/**
 * The words that a program is given which is run directly or by a launcher (`npx`, `pnpm dlx`, `node`); null where it is
 * not run, such as where it is installed, shown or spoken of. Of a row of its names (`npx -p its-package its-command`) the
 * last one counts.
 */
export function ranWords(
  argv: readonly (string | null)[],
  program: RegExp,
): readonly (string | null)[] | null {
  const own = (word: string | null | undefined): boolean => typeof word === 'string' && program.test(word);
  if (own(argv[0])) return argv.slice(1);
  const launcher = nameOf(argv[0] ?? '');
  if (!LAUNCHERS.has(launcher)) return null;
  let at = argv.findIndex((word, index) => own(word) && !PLACES.has(argv[index - 1] ?? ''));
  if (at < 0 || (MANAGERS.has(launcher) && NOT_RUN.has(argv[verbAt(argv)] ?? ''))) return null;
  while (own(argv[at + 1])) at += 1;
  return argv.slice(at + 1);
}

/** Where a package manager is told what to do; behind an option that is not known, nowhere. */
function verbAt(argv: readonly (string | null)[]): number {
  let at = 1;
  for (;;) {
    const word = argv[at] ?? '';
    if (PLACES.has(word)) at += 2;
    else if (FLAGS.has(word) || /^--[a-z-]+=/u.test(word)) at += 1;
    else return at;
  }
}

/** A program without its folder and its ending on Windows. */
function nameOf(program: string): string {
  return program
    .slice(Math.max(program.lastIndexOf('/'), program.lastIndexOf('\\')) + 1)
    .replace(/\.(?:exe|cmd|ps1)$/iu, '')
    .toLowerCase();
}
