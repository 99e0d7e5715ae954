import type { ShellCommand } from '../shell/read-commands.js';
import type { ShellWord } from '../shell/shell-token.js';

/** A host that a command names; the port where it names one or its scheme has one. */
export interface NetworkTarget {
  readonly host: string;
  readonly port: number | undefined;
}

/** Which arguments of a program are hosts, and which of its options take a value that is none. */
interface HostProgram {
  readonly operands: 'all' | 'first';
  readonly valueOptions: RegExp;
}

const NOTHING = /^$/;
const PROGRAMS: ReadonlyMap<string, HostProgram> = new Map<string, HostProgram>([
  [
    'curl',
    {
      operands: 'all',
      valueOptions:
        /^(?:-[AbcCdDeEFHKmoPQrTuUwXYyz]|--(?:data(?:-\w+)?|json|header|output|output-dir|request|user|user-agent|form|form-string|cookie|cookie-jar|referer|range|retry|retry-delay|max-time|connect-timeout|upload-file|write-out|cert|key|cacert|config|limit-rate|dump-header))$/,
    },
  ],
  [
    'wget',
    {
      operands: 'all',
      valueOptions:
        /^(?:-[oOaePtTwQUADRI]|--(?:output-document|output-file|directory-prefix|tries|timeout|wait|header|user|password|user-agent|post-data|post-file))$/,
    },
  ],
  ['nc', { operands: 'first', valueOptions: /^-[iopPqsTwXx]$/ }],
  ['ncat', { operands: 'first', valueOptions: /^-[ceimopsw]$/ }],
  ['netcat', { operands: 'first', valueOptions: /^-[iopPqsTwXx]$/ }],
  ['telnet', { operands: 'first', valueOptions: /^-[belnXS]$/ }],
  ['ftp', { operands: 'first', valueOptions: NOTHING }],
  ['ping', { operands: 'first', valueOptions: /^-[cIiMmpQsStWw]$/ }],
  ['nslookup', { operands: 'first', valueOptions: NOTHING }],
  ['dig', { operands: 'first', valueOptions: /^-[bcfkmpqtxy]$/ }],
  ['host', { operands: 'first', valueOptions: /^-[ctWRmN]$/ }],
  ['ssh', { operands: 'first', valueOptions: /^-[BbcDEeFIiJLlmOopQRSWw]$/ }],
  ['sftp', { operands: 'first', valueOptions: /^-[BbcDFiJloPRSs]$/ }],
]);

const SCHEME_PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, ftp: 21, ssh: 22, git: 9418 };
const URL_LIKE =
  /^(?:[\w-]+=)?([a-z][a-z0-9+.-]{1,20}):\/\/(?:[^/?#\s@]*@)?(\[[^\]]*\]|[^/?#\s:]*)(?::(\d{1,5}))?/i;
const HOST_LIKE =
  /^(?:[^\s/@]*@)?(\[[0-9a-f:.]+\]|[\p{L}\p{N}_-]+(?:\.[\p{L}\p{N}_-]+)*\.?)(?::(\d{1,5}))?(?:[/?#:].*)?$/iu;
const SCP_LIKE = /^(?:[\w.-]+@)?([\w-]+(?:\.[\w-]+)+):(?!\/\/)/;

function target(host: string, port: string | undefined, scheme?: string): NetworkTarget {
  const usual = scheme === undefined ? undefined : SCHEME_PORTS[scheme.toLowerCase()];
  return { host: host.toLowerCase(), port: port === undefined ? usual : Number(port) };
}

function fromUrl(word: ShellWord): NetworkTarget | undefined {
  const [, scheme, host, port] = URL_LIKE.exec(word.text.slice(0, 4000)) ?? [];
  // `file:` names no host, and a variable in its place is not known before the run.
  if (scheme === undefined || host === undefined || host === '' || scheme.toLowerCase() === 'file')
    return undefined;
  return target(host, port, scheme);
}

function operandsOf(
  args: readonly ShellWord[],
  { operands, valueOptions }: HostProgram,
): readonly ShellWord[] {
  const found: ShellWord[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at];
    if (word === undefined) break;
    if (word.text.startsWith('-')) at += valueOptions.test(word.text) ? 1 : 0;
    else found.push(word);
  }
  return operands === 'first' ? found.slice(0, 1) : found;
}

function fromOperand(word: ShellWord): NetworkTarget | undefined {
  // A bracket is a pattern to the shell, and begins an address.
  const unknown = word.dynamic && !word.text.startsWith('[');
  if (unknown || URL_LIKE.test(word.text.slice(0, 4000))) return undefined;
  const [, host, port] = HOST_LIKE.exec(word.text.slice(0, 4000)) ?? [];
  return host === undefined ? undefined : target(host, port);
}

function fromRemotePath(word: ShellWord): NetworkTarget | undefined {
  const host = SCP_LIKE.exec(word.text.slice(0, 4000))?.[1];
  return host === undefined ? undefined : target(host, '22');
}

function isTarget(found: NetworkTarget | undefined): found is NetworkTarget {
  return found !== undefined;
}

/**
 * The hosts that one command names: URLs among its words, and for the programs of the network their operands. What
 * a program would reach by itself, or through a variable, is not to be read here: that is the sandbox's to refuse.
 */
export function networkTargets({ program, args }: ShellCommand): readonly NetworkTarget[] {
  const urls = args.map(fromUrl).filter(isTarget);
  const known = PROGRAMS.get(program);
  const operands = known === undefined ? [] : operandsOf(args, known).map(fromOperand).filter(isTarget);
  const remote = /^(?:git|scp|rsync)$/.test(program) ? args.map(fromRemotePath).filter(isTarget) : [];
  return [...urls, ...operands, ...remote];
}
