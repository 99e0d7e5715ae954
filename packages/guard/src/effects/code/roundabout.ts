import type { ReadCommand } from '../effect-reading.js';

/** Shells, and what is run to see whether one got in: nobody's pager, editor, compressor or helper. */
const ODD: ReadonlySet<string> = new Set(
  'sh bash dash zsh ksh ksh93 mksh ash yash posh rbash fish csh tcsh rc busybox id whoami uname hostname xterm'.split(
    ' ',
  ),
);
/** Tools that a project's own one-liners call for what they print or build. */
const PROJECT_TOOLS: ReadonlySet<string> = new Set(
  'git gh hg svn npm npx pnpm yarn bun node deno tsc tsx python python3 pip pip3 uv poetry pytest make cmake ninja gcc g++ clang cargo rustc go java javac mvn gradle dotnet ruby gem bundle php composer perl docker kubectl terraform eslint prettier jest vitest ffmpeg ffprobe pandoc jq date ls nproc lsb_release nvidia-smi pkg-config which echo true'.split(
    ' ',
  ),
);

/** Whether a command is a shell or a probe. A command whose name is not known is one too. */
export function isOdd(command: ReadCommand): boolean {
  const name = nameOf(command);
  return name === null || ODD.has(name);
}

export function isProjectTool(command: ReadCommand): boolean {
  const name = nameOf(command);
  return name !== null && PROJECT_TOOLS.has(name);
}

function nameOf({ argv: [head] }: ReadCommand): string | null {
  return typeof head === 'string' ? head.slice(head.lastIndexOf('/') + 1) : null;
}
