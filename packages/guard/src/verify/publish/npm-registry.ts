import { runProgram } from '../programs/run-program.js';
import type { ProgramEnd } from '../programs/run-program.js';

/** A package as npm would pack it now. */
export interface PackedPackage {
  readonly name: string;
  readonly version: string;
  /** `sha512-…`, as npm writes it. */
  readonly integrity: string;
}

/** What a registry says of one version. */
export type RegistryAnswer =
  | { readonly status: 'there'; readonly integrity: string }
  | { readonly status: 'missing' }
  | { readonly status: 'unreachable'; readonly reason: string };

/** Asks npm, without running any script of a package. */
export interface NpmRegistry {
  /** Null when npm is missing or the folder is no package. */
  pack(source: string, cwd: string): Promise<PackedPackage | null>;
  /** `cwd` decides which configuration of a project counts; `registry` comes before it. */
  view(of: PackedPackage, cwd: string, registry: string | null): Promise<RegistryAnswer>;
}

const NAME = /^(?:@[a-z0-9~][a-z0-9._~-]*\/)?[a-z0-9~_-][a-z0-9._~-]*$/i;
const VERSION = /^\d+\.\d+\.\d+[0-9A-Za-z.+-]*$/;
const INTEGRITY = /^sha\d{3}-[A-Za-z0-9+/=]+$/;

/** `npm` is the program: its name, or an absolute path. */
export function createNpmRegistry(npm: string, signal: AbortSignal): NpmRegistry {
  const run = (args: readonly string[], cwd: string): Promise<ProgramEnd> => {
    const env = { ...process.env, NO_UPDATE_NOTIFIER: '1' };
    return runProgram({ file: npm, args: [...args, '--json', '--loglevel=error'], cwd, env, signal });
  };
  return {
    pack: async (source, cwd) => {
      const ended = await run(['pack', source, '--dry-run', '--ignore-scripts', '--offline'], cwd);
      return ended.status === 'exited' && ended.code === 0 ? readPacked(ended.stdout) : null;
    },
    view: async ({ name, version }, cwd, registry) => {
      const fresh = ['--prefer-online', '--fetch-retries=0', '--fetch-timeout=10000'];
      const at = registry === null ? [] : [`--registry=${registry}`];
      const ended = await run(['view', `${name}@${version}`, 'dist.integrity', ...fresh, ...at], cwd);
      if (ended.status !== 'exited')
        return { status: 'unreachable', reason: ended.status === 'killed' ? ended.signal : ended.reason };
      return readView(ended.stdout, ended.code);
    },
  };
}

function readPacked(text: string): PackedPackage | null {
  const answer = parse(text);
  const entries: readonly unknown[] = Array.isArray(answer) ? answer : Object.values(fieldsOf(answer));
  const { name, version, integrity } = fieldsOf(entries[0]);
  if (typeof name !== 'string' || typeof version !== 'string' || typeof integrity !== 'string') return null;
  // They become words of the next command.
  if (!NAME.test(name) || !VERSION.test(version) || !INTEGRITY.test(integrity)) return null;
  return { name, version, integrity };
}

/** npm answers with the text, with nothing for an unknown version, or with an error that has a code. */
function readView(text: string, exitCode: number): RegistryAnswer {
  const answer = parse(text);
  if (typeof answer === 'string' && INTEGRITY.test(answer)) return { status: 'there', integrity: answer };
  const { code, summary } = fieldsOf(fieldsOf(answer)['error']);
  if (code === 'E404' || (exitCode === 0 && text.trim() === '')) return { status: 'missing' };
  const reason = typeof summary === 'string' ? summary : `npm ended with ${exitCode}`;
  return { status: 'unreachable', reason: reason.replaceAll(/:\/\/[^/@\s]*@/g, '://…@').slice(0, 300) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
