import { basename } from 'node:path';

/** Programs that run another one which they are given. */
const LAUNCHERS: ReadonlySet<string> = new Set(
  'npx npm pnpm pnpx yarn bun bunx deno node tsx uv uvx pipx python python3 docker podman env cmd'.split(' '),
);
/** Words of launchers that are no name. */
const WORDS: ReadonlySet<string> = new Set('exec dlx run x tool -m'.split(' '));
const LONGEST = 64;

/** A name for the server of a command line: `npx -y @scope/server-files@1 /data` is `server-files`. */
export function serverNameOf(command: readonly string[]): string {
  const named = command.filter((word) => !word.startsWith('-') && !WORDS.has(word));
  const program = named.find((word) => !LAUNCHERS.has(plain(word)));
  return plainServerName(plain(program ?? command[0] ?? ''));
}

/** A name as it can stand between the underscores of `mcp__<server>__<tool>`, and as a file's name. */
export function plainServerName(name: string): string {
  const plainName = name
    .replaceAll(/[^A-Za-z0-9-]+/gu, '_')
    .replaceAll(/^_+|_+$/gu, '')
    .slice(0, LONGEST);
  return plainName === '' ? 'server' : plainName;
}

function plain(word: string): string {
  return basename(word.replace(/(?<=.)@[^/]*$/u, '')).replace(/\.(?:[cm]?[jt]s|py|exe|cmd)$/iu, '');
}
