import { shape } from '../effect-shape.js';
import { trimEnd } from '../paths/trim-end.js';
import { isKnown, joined, NOTHING, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { readHeld } from '../settings/read-held.js';
import { deletePath, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { fetchUrl, nameHost, sendData } from '../shell/network-acts.js';
import { UNCONNECTED } from '../shell/io.js';
import { childShell } from '../shell/shell-state.js';
import { joinWords } from './carriers.js';
import { has, note, valueOfOption, type Invocation } from './invocation.js';
import { isRemote } from './play-roles.js';
import { readConnected } from './shell-programs.js';
import { readStorePort } from './store-clients.js';

const CHANGES = shape('net.send', 'shared', 'hard', 'normal');
const DOWNLOADED = unknownData(Taint.download);

/** `nc`, `ncat`, `netcat`: standard input goes out, what comes back is printed; `-e` ties a program to it. */
export function readNetcat(invocation: Invocation): Data {
  const { shell, io, evidence, operands } = invocation;
  const host = operands[0]?.text ?? '';
  if (has(invocation, '-z')) return SOMETHING;
  const program = valueOfOption(invocation, '-e --exec -c --sh-exec --lua-exec');
  if (program !== null) readConnected(invocation, program, host);
  if (io.piped) readStorePort(invocation, operands[1]?.text ?? '');
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
export function runConnectionOptions(invocation: Invocation): void {
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

const STARTED =
  /^[ \t]{0,99}(?:ProxyCommand|LocalCommand|KnownHostsCommand|RemoteCommand|Match[ \t]+exec)[ \t=]+(?!none\b)(\S[^\n]*)$/gim;
const MAX_STARTED = 64;

/** `ssh -F FILE`: settings that may name programs. Those that this call writes are read. */
function readSshSettings(invocation: Invocation): void {
  const { shell, evidence } = invocation;
  const file = valueOfOption(invocation, '-F');
  if (file === null) return;
  readHeld({ holds: 'place' }, { name: '-F', value: file, shell, evidence });
  const { text, taint } = readQuietly(shell, file);
  let lines = 0;
  for (const match of text.matchAll(STARTED)) {
    lines += 1;
    if (lines > MAX_STARTED) break;
    shell.reading.engine.text({ text: match[1] ?? '', taint }, shell, UNCONNECTED, evidence);
  }
}

const REMOTE_SHELL = shape('net.send', 'shared', 'partial', 'normal');

/** `ssh HOST COMMAND`: the command's effects happen on another machine, in nobody's workspace. */
export function readSsh(invocation: Invocation): Data {
  const { shell, io, operands, evidence } = invocation;
  runConnectionOptions(invocation);
  readSshSettings(invocation);
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

/** A name of several parts, with a letter in it. */
const HOST_NAME = /^(?=[^a-z]*[a-z])[\w\0-]{1,63}\.[\w.\0-]{1,253}$/i;

/** `dig`, `nslookup`, `ping`, `host`: a name that holds a secret carries it to a name server. */
export function readLookup(invocation: Invocation): Data {
  for (const operand of invocation.operands) {
    if ((operand.taint & (Taint.secret | Taint.credential | Taint.system)) !== 0)
      sendData(invocation.shell, operand, operand.text, operand.evidence);
    if (HOST_NAME.test(operand.text)) nameHost(invocation.shell, operand, operand.evidence);
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
