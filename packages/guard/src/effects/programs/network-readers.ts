import { shape, type EffectShape } from '../effect-shape.js';
import { addressClassOf } from '../network/address-class.js';
import { UNKNOWN } from '../paths/locate.js';
import { trimEnd } from '../paths/trim-end.js';
import {
  isKnown,
  joined,
  NOTHING,
  SOMETHING,
  Taint,
  unknownData,
  type Data,
  type Field,
} from '../shell/data.js';
import { deletePath, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { fetchUrl, sendData } from '../shell/network-acts.js';
import { childShell } from '../shell/shell-state.js';
import { joinWords } from './carriers.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';
import { downloadOf } from './installer-download.js';
import { isRemote } from './play-roles.js';
import { readConnected } from './shell-programs.js';

const CHANGES = shape('net.send', 'shared', 'hard', 'normal');
const CHANGES_HERE = shape('net.send', 'process', 'partial', 'normal');
const DOWNLOADED = unknownData(Taint.download);
/** What a cloud's metadata service answers. */
const METADATA_ANSWER = unknownData(Taint.download | Taint.secret);
const OWNS_HOST = shape('privilege.gain', 'host', 'hard', 'sensitive');
const URL_NAME = /([^/?#]+)(?:[?#].*)?$/;

/** `curl`: methods, and where the answer goes. */
export function readCurl(invocation: Invocation): Data {
  const { shell, operands } = invocation;
  const method = valueOfOption(invocation, '-X --request')?.text.toUpperCase();
  const url = operands[0]?.text ?? '';
  const socket = valueOfOption(invocation, '--unix-socket')?.text ?? '';
  const changes = method !== undefined && !/^(?:GET|HEAD|OPTIONS)$/.test(method);
  // Whoever may create or remove containers may do everything on the machine.
  if (/(?:docker|podman|containerd|crio)[^/]*\.sock$/.test(socket) && (changes || sendsBody(invocation)))
    note(invocation, OWNS_HOST, socket);
  else if (method === 'DELETE' && socket === '')
    note(invocation, addressClassOf(url) === 'loopback' ? deletionHere(url) : CHANGES);
  else if (changes && socket === '') sendData(shell, NOTHING, url, invocation.evidence);
  readUploads(invocation, url);
  const output = valueOfOption(invocation, '-o --output');
  const kept = has(invocation, '-O --remote-name --remote-name-all');
  if (output !== null && output.text !== '-' && output.text !== '/dev/stdout') {
    writePath(shell, output, downloadOf(invocation));
    return NOTHING;
  }
  if (!kept) return answerOf(invocation);
  const folder = valueOfOption(invocation, '--output-dir');
  for (const operand of operands) writePath(shell, inFolder(named(operand), folder), downloadOf(invocation));
  return NOTHING;
}

/** A search index or a document store deletes everything at such an address; an application deletes one thing. */
function deletionHere(url: string): EffectShape {
  return /^(?:https?:\/\/)?[^/]*(?::9200|:5984|:8983|:8086)\/[^/?]*(?:\?|$)/.test(url)
    ? CHANGES
    : CHANGES_HERE;
}

function sendsBody(invocation: Invocation): boolean {
  return invocation.options.some(({ role }) => /^send/.test(role));
}

/** Files named in ways of curl's own: `-T '{a,b}'`, `-H @file`, `-b file`. Only what is secret there counts. */
function readUploads(invocation: Invocation, url: string): void {
  const { shell, evidence } = invocation;
  for (const { name, role, value } of invocation.options) {
    if (value === null) continue;
    const several = /^(?:-T|--upload-file)$/.test(name) ? /^\{(.*)\}$/.exec(value.text)?.[1] : undefined;
    for (const text of several?.split(',') ?? [])
      sendData(shell, readPath(shell, { ...value, text }), url, evidence);
    const header =
      /^(?:-H|--header)$/.test(name) && value.text.startsWith('@') ? value.text.slice(1) : undefined;
    const cookies = /^(?:-b|--cookie)$/.test(name) && !value.text.includes('=') ? value.text : undefined;
    const file = header ?? cookies;
    const data = file === undefined ? value : readQuietly(shell, { ...value, text: file });
    if (!/^send|^url$/.test(role) && (data.taint & Taint.secret) !== 0) sendData(shell, data, url, evidence);
  }
}

function answerOf(invocation: Invocation): Data {
  const asks = invocation.operands.some(
    ({ text }) => addressClassOf(text.split(UNKNOWN, 1)[0] ?? '') === 'metadata',
  );
  return asks ? METADATA_ANSWER : downloadOf(invocation);
}

function inFolder(name: Field, folder: Field | null): Field {
  return folder === null ? name : { ...name, text: `${trimEnd(folder.text, '/')}/${name.text}` };
}

/** `wget`: without `-O -` the answer goes to a file. */
export function readWget(invocation: Invocation): Data {
  const { shell, operands } = invocation;
  if (has(invocation, '--spider')) return NOTHING;
  const output = valueOfOption(invocation, '-O --output-document');
  for (const { name, value } of invocation.options) {
    // A header or an agent's name that holds a secret carries it along.
    if (value !== null && /^(?:--header|-U|--user-agent|--referer|--user|--password)$/.test(name))
      if ((value.taint & Taint.secret) !== 0) sendData(shell, value, operands[0]?.text ?? '', value.evidence);
  }
  if (output !== null) {
    if (output.text === '-' || output.text === '/dev/stdout') return answerOf(invocation);
    writePath(shell, output, downloadOf(invocation));
    return NOTHING;
  }
  const folder = valueOfOption(invocation, '-P --directory-prefix');
  for (const operand of operands) writePath(shell, inFolder(named(operand), folder), downloadOf(invocation));
  return NOTHING;
}

function named(url: Field): Field {
  const name = URL_NAME.exec(url.text.replace(/^[a-z]+:\/\//i, ''))?.[1] ?? 'index.html';
  return { ...url, text: name, glob: false };
}

/** `http` and `https` of HTTPie: `METHOD URL name=value name@file`. */
export function readHttpie(invocation: Invocation): Data {
  const { shell, io, operands } = invocation;
  const [first] = operands;
  const method = first !== undefined && /^[A-Z]+$/.test(first.text) ? first.text : null;
  const [url, ...items] = method === null ? operands : operands.slice(1);
  if (url === undefined) return NOTHING;
  fetchUrl(shell, url, url.evidence);
  if (method === 'DELETE') note(invocation, CHANGES, url.text);
  for (const item of items) {
    const file = /^[\w.-]*(?:=|:=)?@(.+)$/.exec(item.text)?.[1];
    if (file !== undefined)
      sendData(shell, readPath(shell, { ...item, text: file }), url.text, item.evidence);
    else if (!/^[\w-]+:[^=]/.test(item.text)) sendData(shell, item, url.text, item.evidence);
  }
  if (io.piped) sendData(shell, io.stdin, url.text, invocation.evidence);
  return DOWNLOADED;
}

/** `nc`, `ncat`, `netcat`: standard input goes out, what comes back is printed; `-e` ties a program to it. */
export function readNetcat(invocation: Invocation): Data {
  const { shell, io, evidence, operands } = invocation;
  const host = operands[0]?.text ?? '';
  if (has(invocation, '-z')) return SOMETHING;
  const program = valueOfOption(invocation, '-e --exec -c --sh-exec --lua-exec');
  if (program !== null) readConnected(invocation, program, host);
  if (io.piped) sendData(shell, io.stdin, host, evidence);
  return DOWNLOADED;
}

const SOCKET_ADDRESS = /^(?:TCP|UDP|OPENSSL|SSL|SCTP|VSOCK|UDPLITE|SOCKS|PROXY|WEBSOCKET|QUIC|DTLS)/i;

/** `socat A B`: two ends are joined; a file or program at one end meets the network at the other. */
export function readSocat(invocation: Invocation): Data {
  const { shell, io, operands } = invocation;
  const ends = operands.flatMap((operand) => operand.text.split('!!').map((text) => ({ ...operand, text })));
  const wire = ends.find((end) => SOCKET_ADDRESS.test(end.text));
  const descriptor = ends.map((end) => /^FD:(\w+)/i.exec(end.text)?.[1]).find((fd) => fd !== undefined);
  const open = descriptor === undefined ? undefined : shell.channels.get(String(Number(descriptor)));
  const host = wire?.text ?? (open?.kind === 'network' ? open.host : null);
  let data: Data = NOTHING;
  for (const end of ends) {
    const at = end.text.indexOf(':');
    const kind = (at < 0 ? end.text : end.text.slice(0, at)).toUpperCase();
    const rest = end.text
      .slice(at + 1)
      .replace(/^(["'])(.*)\1$/, '$2')
      .replaceAll(/\\(.)/g, '$1');
    const word = {
      ...end,
      text: rest.split(/(?<!\\),(?=[a-z-]+(?:=|,|$))/)[0]?.replaceAll(/^["']|["']$/g, '') ?? '',
    };
    if (kind === 'EXEC' || kind === 'SYSTEM') {
      if (host !== null && /(?:^|\/)(?:ba|z|da|k|c)?sh(?:\s+-[il]+)*$/.test(word.text))
        readConnected(invocation, word, host);
      else
        data = joined(
          data,
          shell.reading.engine.text(
            word,
            childShell(shell),
            { ...io, piped: host !== null, stdin: SOMETHING },
            end.evidence,
          ),
        );
    } else if (kind === 'SHELL') {
      readConnected(invocation, { ...end, text: 'sh' }, host ?? '');
    } else if (kind === 'OPEN' || kind === 'FILE' || kind === 'GOPEN') {
      data = joined(data, readPath(shell, word));
    } else if (kind === 'CREATE' || kind === 'CREAT') {
      writePath(shell, word, unknownData(Taint.download));
    } else if (end.text === '-' || kind === 'STDIN' || kind === 'STDIO') {
      data = joined(data, io.stdin);
    }
  }
  if (host !== null) sendData(shell, data, host, invocation.evidence);
  return host === null ? unknownData(data.taint) : DOWNLOADED;
}

/** `scp`, `rsync`, `sftp`: from here to there sends, from there to here downloads. */
export function readTransfer(invocation: Invocation): Data {
  const { shell, operands } = invocation;
  runConnectionOptions(invocation);
  const target = operands.at(-1);
  if (target === undefined || operands.length < 2) return NOTHING;
  const sources = operands.slice(0, -1);
  const removes = has(
    invocation,
    '--delete --delete-before --delete-during --delete-after --delete-excluded --delete-delay --del',
  );
  if (has(invocation, '-n --dry-run')) return NOTHING;
  if (has(invocation, '--remove-source-files'))
    for (const source of sources) if (!isRemote(source.text)) deletePath(shell, source, false);
  if (isRemote(target.text)) {
    for (const source of sources)
      if (!isRemote(source.text))
        sendData(shell, copied(readPath(shell, source, true)), target.text, source.evidence);
    if (removes) note(invocation, CHANGES, target.text);
    return NOTHING;
  }
  for (const source of sources) {
    if (isRemote(source.text)) fetchUrl(shell, source, source.evidence);
    writePath(shell, target, isRemote(source.text) ? DOWNLOADED : readPath(shell, source, true));
  }
  if (removes) deletePath(shell, { ...target, text: trimEnd(target.text, '/') || '/' }, true);
  return NOTHING;
}

/** Copying a whole folder to a machine one has access to is what these programs are for. */
function copied(data: Data): Data {
  return { text: data.text, taint: data.taint & ~Taint.whole };
}

/** `-o ProxyCommand=…`, `--rsh=…`: programs that open the connection. */
function runConnectionOptions(invocation: Invocation): void {
  const { shell, io } = invocation;
  for (const { name, value } of invocation.options) {
    if (value === null) continue;
    const option = /^(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand)[=\s]+([\s\S]+)$/i.exec(
      value.text,
    )?.[1];
    const text =
      name === '-o' ? option : /^(?:-e|--rsh|-S|--rsync-path)$/.test(name) ? value.text : undefined;
    if (text !== undefined && text !== 'none')
      shell.reading.engine.text({ text, taint: value.taint }, shell, io, value.evidence);
  }
}

const REMOTE_SHELL = shape('net.send', 'shared', 'partial', 'normal');

/** `ssh HOST COMMAND`: the command's effects happen on another machine, in nobody's workspace. */
export function readSsh(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  runConnectionOptions(invocation);
  const [host, ...command] = operands;
  if (host === undefined) return NOTHING;
  if (io.piped && (io.stdin.taint & (Taint.secret | Taint.credential | Taint.system)) !== 0)
    sendData(shell, io.stdin, host.text, evidence);
  note(invocation, REMOTE_SHELL, host.text);
  if (command.length === 0) {
    if (io.piped && isKnown(io.stdin.text))
      return shell.reading.engine.text(io.stdin, remotely(invocation), io, evidence);
    return DOWNLOADED;
  }
  shell.reading.engine.text(joinWords(command), remotely(invocation), io, evidence);
  return DOWNLOADED;
}

function remotely(invocation: Invocation): Invocation['shell'] {
  return childShell(invocation.shell, { cwd: '/home/\0' });
}

/** `dig`, `nslookup`, `ping`, `host`: a name that holds a secret carries it to a name server. */
export function readLookup(invocation: Invocation): Data {
  for (const operand of invocation.operands) {
    if ((operand.taint & (Taint.secret | Taint.credential | Taint.system)) !== 0)
      sendData(invocation.shell, operand, operand.text, operand.evidence);
  }
  return SOMETHING;
}

/** `mail`, `sendmail`: standard input and attachments go to people. */
export function readMail(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  note(invocation, MESSAGE);
  if (io.piped && (io.stdin.taint & (Taint.secret | Taint.credential)) !== 0)
    sendData(shell, io.stdin, operands.at(-1)?.text ?? '', evidence);
  return NOTHING;
}

const MESSAGE = shape('message.send', 'shared', 'partial', 'normal');

/** Commands of FTP clients that send files, up to the first file. */
const SENDS =
  /(?:^|[\n;&|'"])\s*(?:put|mput|send|append|reput|mirror\s+(?:-\w+\s+)*(?:-R|--reverse)(?:\s+-\w+)*)\s+(?:-\w+\s+)*([^\n;&|'"]+)/g;

/** `sftp`, `ftp`, `lftp`, `tftp`: what their own commands `put` leaves; the commands come in by option or input. */
export function readFtp(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  runConnectionOptions({ ...invocation, options: invocation.options.filter(({ name }) => name !== '-e') });
  const host = operands[0]?.text ?? '';
  const script = valueOfOption(invocation, '-b');
  const texts = [
    ...invocation.options.flatMap(({ name, value }) =>
      /^-[ec]$/.test(name) && value !== null ? [value.text] : [],
    ),
    script === null || script.text === '-' ? '' : readQuietly(shell, script).text,
    io.piped ? io.stdin.text : '',
    // `tftp HOST -c put FILE` takes the rest of its arguments for one command.
    operands
      .slice(1)
      .map((word) => word.text)
      .join(' '),
    ...invocation.args.flatMap((arg, index) =>
      arg.text === 'put' ? [`put ${invocation.args[index + 1]?.text ?? ''}`] : [],
    ),
  ];
  for (const text of texts) {
    for (const match of text.matchAll(SENDS)) {
      for (const name of (match[1] ?? '').trim().split(/\s+/, 4)) {
        const home = shell.reading.world.facts.home;
        const path = name.startsWith('~/') ? home + name.slice(1) : name;
        sendData(
          shell,
          readQuietly(shell, { text: path, taint: 0, glob: false, evidence }, true),
          host,
          evidence,
        );
      }
    }
  }
  if (invocation.name.startsWith('ncftpput') || invocation.name.startsWith('curlftp'))
    for (const word of operands.slice(1)) sendIfSecret(invocation, word, host);
  if (io.piped && (io.stdin.taint & Taint.secret) !== 0) sendData(shell, io.stdin, host, evidence);
  else if (io.piped) sendData(shell, NOTHING, host, evidence);
  return NOTHING;
}

/** Sends a file that an operand may name, when it is a secret: most operands are something else. */
export function sendIfSecret(invocation: Invocation, word: Field, host: string): void {
  const text = word.text.replace(/^(?:[\w.-]+=)?(?:fileb?:\/\/|@)/, '');
  if (text === '' || isRemote(text)) return;
  const data = readQuietly(invocation.shell, { ...word, text }, true);
  if ((data.taint & Taint.secret) !== 0) sendData(invocation.shell, data, host, word.evidence);
}
