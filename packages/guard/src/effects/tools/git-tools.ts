import { fieldOf, type Field } from '../shell/data.js';
import { UNCONNECTED } from '../shell/io.js';
import { wordOf, type ToolContext } from './tool-context.js';
import { textsOf, valuesIn } from './tool-params.js';

const NOWHERE = { param: '', start: 0, end: 0 };
const SUBCOMMANDS: ReadonlySet<string> = new Set(
  'add am apply bisect blame branch checkout cherry clean clone commit config diff fetch filter gc grep init log merge mv notes pull push rebase reflog remote reset restore revert rm show stash status submodule switch tag worktree'.split(
    ' ',
  ),
);
/** Options with which `git` only shows: a server that does not know them goes ahead. */
const MILDER = /^--(?:dry-run|help|version|list|show-current|check|stat|quiet|cached)$/;
const OPERANDS = [
  'args',
  'arguments',
  'flags',
  'options',
  'target',
  'revision',
  'ref',
  'remote',
  'branch',
  'branchname',
  'commit',
  'name',
  'files',
  'paths',
  'path',
  'url',
];

/** `git_reset`, `git__push`: what `git` itself would do with these arguments. False where it is no such tool. */
export function readGitTool(context: ToolContext): boolean {
  const { name, said } = context;
  const { words, space } = name;
  const after = words[0] === 'git' ? words.slice(1) : space.at(-1) === 'git' ? words : [];
  const [subcommand] = after;
  if (subcommand === undefined || !SUBCOMMANDS.has(subcommand)) return false;
  const flags = said.flatMap((layer) =>
    [...layer.members.values()].flat().flatMap(({ param, value }): readonly Field[] => {
      const name = param
        .slice(param.lastIndexOf('.') + 1)
        .replaceAll('_', '-')
        .toLowerCase();
      const option = name.length === 1 ? `-${name}` : `--${name}`;
      return value === true && !MILDER.test(option) ? [fieldOf(option, { param, start: 0, end: 0 })] : [];
    }),
  );
  const modes = textsOf(said, ['mode']).map((found) => wordOf(found, `--${found.text}`));
  const operands = textsOf(said, OPERANDS).map((found) => wordOf(found));
  const commands =
    said.flatMap((layer) => valuesIn(layer, ['message'])).length > 0
      ? [fieldOf('-m', NOWHERE), fieldOf('…', NOWHERE)]
      : [];
  const argv = [
    fieldOf('git', NOWHERE),
    fieldOf(subcommand, NOWHERE),
    ...flags,
    ...modes,
    ...commands,
    ...operands,
  ];
  for (const shell of context.shells) shell.reading.engine.words(argv, shell, UNCONNECTED, NOWHERE);
  return true;
}
