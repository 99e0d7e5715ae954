import { shape } from '../effect-shape.js';
import type { EffectSink } from '../effect-sink.js';
import { isWithin } from '../paths/zones.js';
import { joined, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { isSecretPath } from '../paths/secret-paths.js';
import { placeOf, writePath } from '../shell/file-acts.js';
import { childShell, lookUp, type Shell } from '../shell/shell-state.js';
import { readHeld } from '../settings/read-held.js';
import { mountsOf, type Mount } from './container-mounts.js';
import { noteSecretsInside } from './container-secrets.js';
import { has, note, runWords, valueOfOption, type Invocation } from './invocation.js';
import { sendIfSecret } from './send-secrets.js';

const CONTAINER = shape('process.spawn', 'process', 'easy', 'normal');
const PRIVILEGED = shape('privilege.gain', 'host', 'hard', 'sensitive');
const DATA_LOST = shape('fs.delete', 'workspace', 'irreversible', 'sensitive');
const CLUSTER_DATA_LOST = shape('fs.delete', 'shared', 'irreversible', 'sensitive');

/** Folders of the machine through which a container reaches all of it. */
const HOST_FOLDER =
  /^\/(?:|etc|root|home|var|usr|boot|proc|sys|dev|lib|bin|sbin|opt|run|var\/run|var\/lib|var\/lib\/(?:docker|kubelet|containerd))$|^\/(?:var\/)?run\/(?:docker|podman\/podman|containerd\/containerd|crio\/crio)\.sock$/;
const RAW_DEVICE = /^\/dev\/(?:sd|hd|vd|xvd|nvme|mmcblk|dm-|md|mapper\/|disk\/|mem|kmem|port)/;
const RIGHTS =
  /^(?:host|ALL|(?:CAP_)?(?:SYS_ADMIN|SYS_PTRACE|SYS_MODULE|SYS_RAWIO|DAC_READ_SEARCH|SYS_BOOT))$/i;
/** A command line of a cluster that asks for what its machines have. */
const ASKS_HOST = /"?(?:privileged|hostPID|hostNetwork|hostIPC)"?\s{0,9}:\s{0,9}true|"?hostPath"?\s{0,9}:/;

/** Whether options give a container rights over the machine it runs on. */
function isPrivileged(invocation: Invocation, mounts: readonly Mount[]): boolean {
  const { options, args } = invocation;
  if (has(invocation, '--privileged') || mounts.some(({ source }) => HOST_FOLDER.test(source))) return true;
  if (args.some(({ text }) => /^--privileged(?:=true)?$/.test(text) || ASKS_HOST.test(text))) return true;
  const values = (names: RegExp): readonly string[] =>
    options.flatMap(({ name, value }) => (names.test(name) && value !== null ? [value.text] : []));
  if (values(/^--(?:pid|ipc|userns|uts|cap-add)$/).some((value) => RIGHTS.test(value))) return true;
  if (values(/^--device$/).some((value) => RAW_DEVICE.test(value))) return true;
  // The machine's own network with the right to change it.
  return (
    values(/^--(?:net|network)$/).includes('host') &&
    values(/^--cap-add$/).some((value) => /^(?:CAP_)?NET_(?:ADMIN|RAW)$/i.test(value))
  );
}

/** Where the command runs: in a new container, in one that holds data, or on a cluster. */
export type ContainerKind = 'new' | 'running' | 'cluster';

/** `docker run IMAGE COMMAND` and `exec CONTAINER COMMAND`: the command's effects stay inside unless the host is mounted. */
export function readContainer(skip: number, kind: ContainerKind = 'new'): (invocation: Invocation) => Data {
  return (invocation) => {
    const { operands, shell } = invocation;
    const mounts = mountsOf(invocation, shell);
    const privileged = isPrivileged(invocation, mounts);
    note(invocation, privileged ? PRIVILEGED : CONTAINER);
    if (kind === 'new') noteSecretsInside(invocation, mounts);
    const dashes = operands.findIndex(({ text }) => text === '--');
    const given = kind === 'cluster' && dashes >= 0 ? operands.slice(dashes + 1) : operands.slice(skip);
    const words = given[0]?.text === '--' ? given.slice(1) : given;
    const entry = valueOfOption(invocation, '--entrypoint');
    const command = entry === null ? words : [entry, ...words];
    if (command.length === 0) return NOTHING;
    const inside = runInside(invocation, command, privileged, kind);
    return joined(inside, runOnMounts(invocation, command, mounts));
  };
}

/** Inside, `/` is the container's own; only what leaves it again counts, and the data of one that runs. */
function runInside(
  invocation: Invocation,
  words: readonly Field[],
  privileged: boolean,
  kind: ContainerKind,
): Data {
  const { shell } = invocation;
  const inner = childShell(shell, { cwd: '/' });
  if (privileged) return runWords({ ...invocation, shell: inner }, words);
  const { sink } = shell.reading;
  const lost = kind === 'cluster' ? CLUSTER_DATA_LOST : DATA_LOST;
  const contained = filtered(sink, (of, target, evidence) => {
    const keeps = kind !== 'new' && of.verb === 'fs.delete' && of.reversibility === 'irreversible';
    if (keeps) sink.effect(lost, target, evidence);
    else if (of.remote || of.verb === 'unknown' || of.verb === 'db.mutate') sink.effect(of, target, evidence);
    else if (of.verb === 'secret.read' && kind !== 'new') sink.effect(of, target, evidence);
    else if (of.reversibility !== 'pure')
      sink.effect(shape(of.verb, 'process', of.reversibility, 'normal'), target, evidence);
  });
  return runWords(withSink(invocation, inner, contained), words);
}

/** The same command as it acts on folders of the machine that are mounted: paths are translated, the rest is left out. */
function runOnMounts(invocation: Invocation, words: readonly Field[], mounts: readonly Mount[]): Data {
  if (mounts.length === 0) return NOTHING;
  const { shell } = invocation;
  const { sink } = shell.reading;
  const folder = valueOfOption(invocation, '-w --workdir')?.text ?? '';
  const home = mounts.find(({ target }) => isWithin(folder, target));
  const cwd = home === undefined ? '/\0' : home.source + folder.slice(home.target.length);
  const translated = words.map((word) => ({ ...word, text: mounts.reduce(translate, word.text) }));
  if (home === undefined && translated.every((word, index) => word.text === words[index]?.text))
    return NOTHING;
  const outside = filtered(sink, (of, target, evidence) => {
    const place = target.replace(/\/\*$/, '');
    const here = mounts.some(({ source }) => isWithin(place, source));
    if (here && (of.verb.startsWith('fs.') || of.verb === 'secret.read')) sink.effect(of, target, evidence);
  });
  return runWords(withSink(invocation, childShell(shell, { cwd }), outside), translated);
}

function translate(text: string, { source, target }: Mount): string {
  if (text.length > 4096) return text;
  let result = '';
  let from = 0;
  for (let at = text.indexOf(target); at >= 0; at = text.indexOf(target, at + target.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + target.length] ?? ' ';
    if (/[\w./-]/.test(before) || !/[\s/'";|&)*=:]/.test(after)) continue;
    result += text.slice(from, at) + source;
    from = at + target.length;
  }
  return result + text.slice(from);
}

type Report = EffectSink['effect'];

function filtered(sink: EffectSink, effect: Report): EffectSink {
  // Getters of the sink must stay those of the sink.
  return Object.create(sink, { effect: { value: effect } }) as EffectSink;
}

function withSink(invocation: Invocation, shell: Shell, sink: EffectSink): Invocation {
  return { ...invocation, shell: { ...shell, reading: { ...shell.reading, sink } } };
}

const REMOTE_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');

/** `docker -H HOST`, `--context NAME`, `DOCKER_HOST`: what is lost then is lost on another machine. */
function isElsewhere(invocation: Pick<Invocation, 'options' | 'shell'>): boolean {
  const host =
    valueOfOption({ ...invocation, operands: [] }, '-H --host')?.text ??
    lookUp(invocation.shell, 'DOCKER_HOST')?.values[0]?.text ??
    '';
  const context = valueOfOption({ ...invocation, operands: [] }, '--context')?.text ?? '';
  return (
    /^(?:tcp|ssh|https?):\/\/(?!localhost|127\.)/.test(host) ||
    !/^(?:|default|desktop-linux|rootless|colima|orbstack)$/.test(context)
  );
}

/** Notes that what the arguments remove is removed on another machine. */
export function noteElsewhere(invocation: Invocation): undefined {
  const host = valueOfOption(invocation, '-H --host');
  const { shell, evidence } = invocation;
  if (host !== null) readHeld({ holds: 'service' }, { name: '--host', value: host, shell, evidence });
  const words = invocation.args.map((arg) => arg.text);
  const removes = words.some((word) =>
    /^(?:rm|rmi|down|prune|kill|stop|destroy|leave|delete|remove)$/.test(word),
  );
  if (removes && isElsewhere(invocation)) note(invocation, REMOTE_LOST, words.join(' '));
  return undefined;
}

/** What a container keeps in a file, for whoever the command is run by. */
const SECRET_OUT = shape('secret.read', 'process', 'irreversible', 'critical');
const IN_CONTAINER = /^[\w.-]+(?:\/[\w.-]+)?:/;

/** A project of somebody else: its containers run, with the mounts and rights that it asks for. */
export function noteRemoteProject({ options, shell, io, evidence }: Invocation): undefined {
  for (const { name, value } of options) {
    if (value === null || !/^(?:-f|--file)$/.test(name)) continue;
    const fetched = value.text === '-' && (io.stdin.taint & Taint.download) !== 0;
    if (fetched || /^(?:https?|git|ssh|oci):\/\/|^git@/i.test(value.text))
      shell.reading.sink.finding('flow.download-then-run', evidence, value.text);
  }
  return undefined;
}

/** `docker cp`, `kubectl cp`: what is copied out replaces what stood there; a secret that is copied in is shown to whoever is there. */
export function readContainerCopy(invocation: Invocation): Data {
  const [source, target] = invocation.operands;
  if (source === undefined || target === undefined) return NOTHING;
  if (!IN_CONTAINER.test(target.text)) {
    const inside = source.text.replace(IN_CONTAINER, '');
    const secret = inside !== source.text && isSecretPath(inside);
    if (secret) note(invocation, SECRET_OUT, source.text);
    if (target.text === '-') return unknownData(Taint.system | (secret ? Taint.secret : 0));
    const name = target.text.endsWith('/') ? inside.slice(inside.lastIndexOf('/') + 1) : '';
    writePath(invocation.shell, { ...target, text: target.text + name }, null);
    return NOTHING;
  }
  if (placeOf(invocation.shell, source.text).zone !== 'workspace')
    sendIfSecret(invocation, source, target.text);
  return NOTHING;
}

/** `docker save`, `docker export`: all of an image or container in one file, or on standard output. */
export function readContainerExport(invocation: Invocation): Data {
  return valueOfOption(invocation, '-o --output') === null ? unknownData(Taint.whole) : NOTHING;
}
