import { shape } from '../../effect-shape.js';
import { isPublishedInstaller } from '../../network/installer-url.js';
import { NOTHING, Taint, unknownData, type Data } from '../../shell/data.js';
import { readPath, writePath } from '../../shell/file-acts.js';
import { fetchUrl, sendData } from '../../shell/network-acts.js';
import { isDiverted } from '../../shell/shell-state.js';
import { isGiven, valueOf, type CmdletCall } from '../cmdlet-row.js';
import { pathsOf } from '../paths.js';
import { EMPTY_VALUE, itemsOf, objectValue, type Value } from '../value.js';

const CHANGES = shape('net.send', 'shared', 'hard', 'normal');
const DOWNLOADED: Data = unknownData(Taint.download);
const PUBLISHED: Data = unknownData(Taint.published);
/** Parameters that change whom a request asks, or how it makes sure of them. */
const DIVERTING = 'proxy skipcertificatecheck allowunencryptedauthentication websession';

/** What a request gets: an installer from its publisher, or anything from the network. */
function answerOf(call: CmdletCall, url: string): Data {
  const plain = isPublishedInstaller(url) && !isGiven(call, DIVERTING) && !isDiverted(call.session.shell);
  return plain ? PUBLISHED : DOWNLOADED;
}

/** `Invoke-WebRequest`, `Invoke-RestMethod`: what is sent, and where the answer goes. */
export function readWebRequest(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell, evidence } = session;
  const url = valueOf(call, 'uri')?.text ?? '';
  const method = valueOf(call, 'method custommethod')?.text.toUpperCase() ?? 'GET';
  const body = valueOf(call, 'body');
  const form = valueOf(call, 'form');
  if (method === 'DELETE') shell.reading.sink.effect(CHANGES, url, evidence);
  else if (body !== null) sendData(shell, body, url, evidence);
  else if (method === 'POST' || method === 'PUT' || method === 'PATCH')
    sendData(shell, NOTHING, url, evidence);
  for (const field of form?.entries?.values() ?? []) {
    // A file among the fields is sent with what it holds.
    const files = itemsOf(field).filter((item) => item.object === 'item');
    for (const file of files)
      for (const path of pathsOf(file, session, true)) sendData(shell, readPath(shell, path), url, evidence);
    if (files.length === 0) sendData(shell, field, url, evidence);
  }
  const out = valueOf(call, 'outfile');
  const answer = answerOf(call, url);
  if (out !== null) for (const path of pathsOf(out, session, true)) writePath(shell, path, answer);
  if (out !== null && !isGiven(call, 'passthru')) return [];
  return [objectValue('http', answer.text, answer.taint)];
}

/** `Start-BitsTransfer`: from here to there, or from there to here. */
export function readBits(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell, evidence } = session;
  const from = valueOf(call, 'source') ?? EMPTY_VALUE;
  const to = valueOf(call, 'destination') ?? EMPTY_VALUE;
  if (/upload/i.test(valueOf(call, 'transfertype')?.text ?? '') || /^https?:/i.test(to.text)) {
    for (const path of pathsOf(from, session, true))
      sendData(shell, readPath(shell, path), to.text, evidence);
    return [];
  }
  for (const url of itemsOf(from)) fetchUrl(shell, url, evidence);
  for (const path of pathsOf(to, session, true)) writePath(shell, path, DOWNLOADED);
  return [];
}

/** `Resolve-DnsName`, `Test-Connection`: a name that holds a secret carries it away. */
export function readLookup(call: CmdletCall): readonly Value[] {
  const { shell, evidence } = call.session;
  for (const value of call.given.values())
    if ((value.taint & (Taint.secret | Taint.credential)) !== 0) sendData(shell, value, value.text, evidence);
  return [unknownData(0)];
}
