import { shape, type EffectShape } from '../effect-shape.js';
import { addressClassOf } from '../network/address-class.js';
import { rulesContainers } from '../network/store-addresses.js';
import { UNKNOWN } from '../paths/locate.js';
import { trimEnd } from '../paths/trim-end.js';
import { fieldOf, isKnown, NOTHING, Taint, unknownData, type Data, type Field } from '../shell/data.js';
import { readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { fetchUrl, fileOf, sendData } from '../shell/network-acts.js';
import { readHeld, readInterception, readPlainTraffic, type Watch } from '../settings/read-held.js';
import { has, note, runWords, valueOfOption, type Invocation } from './invocation.js';
import { downloadOf } from './installer-download.js';

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
  readCurlSettings(invocation);
  const output = valueOfOption(invocation, '-o --output');
  const kept = has(invocation, '-O --remote-name --remote-name-all');
  const folder = valueOfOption(invocation, '--output-dir');
  if (output !== null && output.text !== '-' && output.text !== '/dev/stdout') {
    writePath(shell, inFolder(output, folder), downloadOf(invocation));
    return NOTHING;
  }
  if (!kept) return answerOf(invocation);
  for (const operand of operands) writePath(shell, inFolder(named(operand), folder), downloadOf(invocation));
  return NOTHING;
}

const MAX_LINES = 64;

/** `-K FILE`: each line is an option. And who stands between, where nobody's certificate is looked at. */
function readCurlSettings(invocation: Invocation): void {
  const { shell, io, evidence, options } = invocation;
  const proxy = options.findLast(({ name, value }) => value !== null && PROXY.test(name))?.value ?? null;
  if (proxy !== null) {
    readHeld({ holds: 'proxy' }, { name: '--proxy', value: proxy, shell, evidence });
    readPlainTraffic(proxy.text, invocation.operands, shell);
  }
  if (has(invocation, '-k --insecure'))
    readInterception(
      options
        .flatMap(({ name, value }): Watch[] =>
          value !== null && PROXY.test(name) ? [{ held: { holds: 'proxy' }, text: value.text }] : [],
        )
        .concat({ held: { holds: 'unchecked' }, text: '1' }),
      shell,
      evidence,
      '--insecure',
    );
  for (const { name, value } of options) {
    if (value === null || !/^(?:-K|--config)$/.test(name)) continue;
    readHeld({ holds: 'place' }, { name, value, shell, evidence });
    const { text, taint } = value.text === '-' ? io.stdin : readQuietly(shell, value);
    if (!isKnown(text) || text === '') continue;
    const words = text.split('\n', MAX_LINES).flatMap((line) => optionOf(line, taint, evidence));
    runWords(invocation, [fieldOf('curl', evidence), ...words], { ...io, stdin: NOTHING });
  }
}

const PROXY = /^(?:-x|--proxy|--preproxy|--socks\w+)$/;

/** `name = "value"`, `name value`, `-X value`: one line of a configuration of curl. */
function optionOf(line: string, taint: number, evidence: Field['evidence']): readonly Field[] {
  const match = /^\s{0,99}(-{0,2}[\w-]{1,64})(?:\s{0,99}[=:\s]\s{0,99}(?:"([^"]*)"|(\S+)))?/.exec(line);
  const [, name = '', quoted, bare] = match ?? [];
  if (name === '') return [];
  const option = fieldOf(name.startsWith('-') ? name : `--${name}`, evidence);
  const value = quoted ?? bare;
  return value === undefined ? [option] : [option, fieldOf(value, evidence, taint)];
}

/** A search index or a document store deletes everything at such an address; an application deletes one thing. */
function deletionHere(url: string): EffectShape {
  return rulesContainers(url) || /^(?:https?:\/\/)?[^/]*(?::9200|:5984|:8983|:8086)\/[^/?]*(?:\?|$)/.test(url)
    ? CHANGES
    : CHANGES_HERE;
}

function sendsBody(invocation: Invocation): boolean {
  return invocation.options.some(({ role }) => role.startsWith('send'));
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
  const { shell, operands } = invocation;
  const [first] = operands;
  const file = first === undefined ? null : fileOf(first.text);
  if (first !== undefined && file !== null) return readQuietly(shell, { ...first, text: file });
  const asks = operands.some(({ text }) => addressClassOf(text.split(UNKNOWN, 1)[0] ?? '') === 'metadata');
  return asks ? METADATA_ANSWER : downloadOf(invocation);
}

function inFolder(name: Field, folder: Field | null): Field {
  return folder === null ? name : { ...name, text: `${trimEnd(folder.text, '/')}/${name.text}` };
}

const WGET_PROXY = /^(?:https?|ftp)_proxy\s{0,9}=\s{0,9}(\S+)$/i;

/** `wget`: without `-O -` the answer goes to a file. */
export function readWget(invocation: Invocation): Data {
  const { shell, operands } = invocation;
  if (has(invocation, '--spider')) return NOTHING;
  const output = valueOfOption(invocation, '-O --output-document');
  for (const { name, value } of invocation.options) {
    const proxy = /^(?:-e|--execute)$/.test(name) ? WGET_PROXY.exec(value?.text ?? '')?.[1] : undefined;
    if (value !== null && proxy !== undefined) {
      const { evidence } = invocation;
      readHeld({ holds: 'proxy' }, { name, value: { ...value, text: proxy }, shell, evidence });
      readPlainTraffic(proxy, operands, shell);
    }
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
