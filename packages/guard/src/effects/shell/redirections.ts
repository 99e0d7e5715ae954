import type { Evidence } from '@sentinel-agentos/core';
import type { Redirect, Redirection } from 'unbash';
import { isStartupPath } from '../paths/control-paths.js';
import { shape } from '../effect-shape.js';
import { isStream } from '../paths/zones.js';
import { capped, NOTHING, Taint, unknownData, type Data } from './data.js';
import type { Io } from './io.js';
import { channelData, emptyPath, placeOf, readPath, writePath } from './file-acts.js';
import { LIMITS } from './limits.js';
import { sendData } from './network-acts.js';
import { assign, evidenceAt, type Channel, type Shell } from './shell-state.js';
import { withStateWords } from './state-words.js';
import { documentValue, valueOf } from './word-value.js';

/** A disk that is full stops everything that writes to it. */
const FILLED = shape('fs.write', 'host', 'hard', 'normal');
const SOCKET = /^\/dev\/(?:tcp|udp)\/(.*)$/;
/** Descriptors that `{name}>` hands out begin here, as in bash. */
const FIRST_FREE = 10;

/** Opens the redirections of a command in order, in the shell's own channels. */
export function openRedirections(redirects: readonly Redirection[], shell: Shell): void {
  const beyond = redirects[LIMITS.redirections];
  if (beyond !== undefined)
    shell.reading.sink.finding('shell.too-large', evidenceAt(shell, beyond.pos, beyond.end));
  for (const redirect of redirects.slice(0, LIMITS.redirections)) {
    const descriptor = descriptorOf(redirect, shell);
    switch (redirect.type) {
      case 'HereString': {
        const value = valueOf(redirect.target, shell);
        shell.channels.set(descriptor, dataChannel({ text: capped(`${value.text}\n`), taint: value.taint }));
        break;
      }
      case 'HereDoc': {
        const { body, delimiter } = redirect;
        const expands = delimiter?.quoted !== true && body.parts !== undefined;
        const data = expands ? documentValue(body.parts, shell) : { text: capped(body.text), taint: 0 };
        shell.channels.set(descriptor, dataChannel(data));
        break;
      }
      case 'Redirect':
        openFile(redirect, descriptor, shell);
        break;
    }
  }
}

function dataChannel(data: Data): Channel {
  return { kind: 'data', data };
}

function descriptorOf(redirect: Redirection, shell: Shell): string {
  const { descriptor } = redirect;
  if (descriptor?.type === 'FileDescriptor') return String(descriptor.value);
  if (descriptor?.type === 'FileDescriptorVariable') {
    let free = FIRST_FREE;
    while (shell.channels.has(String(free))) free += 1;
    assign(shell, descriptor.name, { values: [{ text: String(free), taint: 0 }], exported: false });
    return String(free);
  }
  if (redirect.type !== 'Redirect') return '0';
  return redirect.operator.startsWith('<') ? '0' : '1';
}

function openFile(redirect: Redirect, descriptor: string, shell: Shell): void {
  const { operator } = redirect;
  const target = valueOf(redirect.target, shell);
  const at = redirect.target ?? redirect;
  const evidence = evidenceAt(shell, at.pos, at.end);
  const word = { ...target, evidence, glob: false };
  if (operator === '<&' || operator === '>&') {
    const duplicated = target.text.replace(/-$/, '');
    if (/^\d*$/.test(duplicated)) {
      const channel = shell.channels.get(duplicated);
      if (channel === undefined) shell.channels.delete(descriptor);
      else shell.channels.set(descriptor, channel);
      return;
    }
    if (operator === '<&') {
      shell.channels.set(descriptor, dataChannel(unknownData(target.taint)));
      return;
    }
  }
  const socket = SOCKET.exec(target.text);
  if (socket !== null) {
    shell.channels.set(descriptor, { kind: 'network', host: socket[1] ?? '' });
    return;
  }
  if (operator === '<') {
    shell.channels.set(descriptor, dataChannel(readPath(shell, word)));
    return;
  }
  if (shell.waiting.has(target.text)) {
    shell.channels.set(descriptor, { kind: 'process', path: target.text });
    return;
  }
  const appends = operator === '>>' || operator === '&>>' || operator === '<>';
  // What is added to a startup file decides, and that is known when the command has printed it.
  const later =
    appends && descriptor === '1' && isStartupPath(placeOf(shell, target.text).path.toLowerCase());
  // A pattern is a target where it matches one file.
  const isPattern = redirect.target?.parts?.some(({ type }) => type === 'Glob') === true;
  const words = isPattern ? withStateWords([{ ...word, glob: true }], shell) : [word];
  if (!later) for (const each of words) writePath(shell, { ...each, glob: false }, null, appends);
  shell.channels.set(descriptor, { kind: 'file', path: target.text });
  // `> file` empties the file before anything is written to it.
  if (!appends) shell.files.delete(placeOf(shell, target.text).path);
}

/** What a command is connected to, given the channels it was opened with. */
export function connected(shell: Shell, io: Io): Io {
  const input = shell.channels.get('0');
  const output = shell.channels.get('1');
  const network = io.network || input?.kind === 'network' || output?.kind === 'network';
  const inherited = io.inherited && output === undefined;
  if (input === undefined)
    return network === io.network && inherited === io.inherited ? io : { ...io, network, inherited };
  return { stdin: channelData(shell, '0'), piped: true, network, inherited };
}

/** Whether a path is what a listing of the whole project names: nobody redirects to a folder. */
function isListed(path: string): boolean {
  return /^(?:\.\/)*\.(?:\/(?:\[!\.\]\*\/)?\0)?$/.test(path);
}

/** Sends a command's output where its standard output leads. Returns what is left for the surrounding pipe. */
export function delivered(output: Data, shell: Shell, evidence: Evidence): Data {
  const channel = shell.channels.get('1');
  if (channel === undefined) return output;
  switch (channel.kind) {
    case 'data':
      return NOTHING;
    case 'file':
    case 'process':
      if ((output.taint & Taint.endless) !== 0 && !isStream(channel.path))
        shell.reading.sink.effect(FILLED, channel.path, evidence);
      if (output === NOTHING && isListed(channel.path)) {
        emptyPath(shell, { text: channel.path, taint: 0, glob: false, evidence });
        return NOTHING;
      }
      writePath(shell, { text: channel.path, taint: 0, glob: false, evidence }, output, true);
      return NOTHING;
    case 'network':
      sendData(shell, output, channel.host, evidence);
      return NOTHING;
  }
}
