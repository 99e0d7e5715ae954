import { shape } from '../effect-shape.js';
import { fieldOf, unknownData, Taint } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { fetchUrl, sendData } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { readCode } from '../code/read-code.js';
import { filesIn } from './file-tools.js';
import { decoded, pathWord } from './path-word.js';
import { NOWHERE, UNKNOWN_TOOL, UNREADABLE, wordOf, type ToolContext } from './tool-context.js';
import { says, textsOf, valuesIn, wholeOf, type ParamText } from './tool-params.js';

const CHANGES = shape('net.send', 'shared', 'hard', 'normal');
const SEARCHED = shape('net.fetch', 'shared', 'easy', 'normal');

/** Every name under which a tool is told an address. */
export const URLS: readonly string[] =
  'url uri href endpoint address urls uris link links targeturl pageurl baseurl website webpage'.split(' ');
const METHODS = ['method', 'verb', 'httpmethod', 'requestmethod'];
const BODIES = 'body data payload content json form formdata fields multipart rawbody requestbody text'.split(
  ' ',
);
export const FILES: readonly string[] =
  'file files attachment attachments upload uploads filepath filepaths media paths buffer localpath'.split(
    ' ',
  );
const MAX_BODY = 64 * 1024;
const HEADERS = ['headers', 'header', 'httpheaders'];
const DOWNLOAD_TARGETS =
  'path filepath destination dest output outputpath savepath saveto filename file targetpath outfile savedir downloadpath localpath'.split(
    ' ',
  );
/** Protocols that let a URL speak to any service in its own language. */
const RAW_SCHEME = /^(?:gopher|dict|tftp|ldaps?|rtsp|jar|netdoc|smb):/i;
const SOCKET_SCHEME = /^(?:unix|https?\+unix|npipe):/i;

/** `web_fetch`, `http_request`: every address, the method, the headers and the body. */
export function readFetchTool(context: ToolContext): void {
  const { said, layers, sink, call } = context;
  const urls = textsOf(said, URLS);
  const inputs = textsOf(said, ['input']).filter(
    ({ text }) => urls.length === 0 || /^\s*\w+:\/\//.test(text),
  );
  // What prose names is fetched beside what a parameter names.
  const prose = addressesIn(textsOf(said, ['prompt', 'query', 'request', 'curl']));
  const found = [...urls, ...inputs, ...prose];
  if (found.length === 0) sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  const methods = methodsOf(context);
  const changes = methods.some((method) => !/^(?:GET|HEAD|OPTIONS|TRACE)$/.test(method));
  const carries = says(said, BODIES) || says(layers, ['body', 'payload', 'formdata', 'json']);
  for (const shell of context.shells) {
    for (const url of found) {
      openUrl(url, shell);
      if (methods.includes('DELETE')) sink.effect(CHANGES, url.text, wholeOf(url));
      else if (changes || carries) sendBody(context, url, shell);
      for (const file of filesIn(said, FILES, shell))
        sendData(shell, readPath(shell, file), url.text, file.evidence);
    }
    for (const host of headerTexts(context, 'host')) fetchUrl(shell, fieldOf(host, NOWHERE), NOWHERE);
  }
}

function sendBody({ said }: ToolContext, url: ParamText, shell: Shell): void {
  const bodies = textsOf(said, BODIES);
  const objects = said
    .flatMap((layer) => valuesIn(layer, BODIES))
    .filter((value) => typeof value === 'object');
  if (bodies.length === 0)
    sendData(
      shell,
      fieldOf(JSON.stringify(objects).slice(0, MAX_BODY), wholeOf(url)),
      url.text,
      wholeOf(url),
    );
  // `@file` is what clients in the manner of curl send the content of.
  for (const body of bodies) {
    const file = /^@(\S+)$/.exec(body.text)?.[1];
    const data =
      file === undefined ? wordOf(body) : readPath(shell, pathWord({ ...body, text: file }, shell));
    sendData(shell, data, url.text, wholeOf(body));
  }
}

function methodsOf(context: ToolContext): readonly string[] {
  const named = context.name.words.filter((word) => /^(?:post|put|patch|delete)$/.test(word));
  const given = textsOf(context.said, METHODS).map(({ text }) => text);
  const overridden = headerTexts(context, 'xhttpmethodoverride');
  const urls = textsOf(context.said, ['url']).flatMap(
    ({ text }) => /[?&]_method=(\w+)/i.exec(text)?.[1] ?? [],
  );
  return [...named, ...given, ...overridden, ...urls].map((method) => method.trim().toUpperCase());
}

function headerTexts({ layers }: ToolContext, name: string): readonly string[] {
  const inside = layers.filter(({ carried }) => carried);
  const lines = layers
    .flatMap((layer) => valuesIn(layer, HEADERS))
    .flatMap((value) => (typeof value === 'string' ? value.split('\n') : []))
    .flatMap((line) => {
      const at = line.indexOf(':');
      return line.slice(0, Math.max(at, 0)).replaceAll('-', '').toLowerCase() === name
        ? [line.slice(at + 1).trim()]
        : [];
    });
  return [...textsOf(inside, [name]).map(({ text }) => text), ...lines];
}

/** Asks for an address: a local file behind a URL is a file, script text behind one is code. */
export function openUrl(url: ParamText, shell: Shell): void {
  const at = wholeOf(url);
  const { sink } = shell.reading;
  const text = url.text.trim().replace(/^(?:url:|view-source:)+/i, '');
  if (/^(?:jar:)?file:/i.test(text)) {
    readPath(shell, pathWord({ ...url, text: text.replace(/^jar:/i, '').replace(/!.*$/s, '') }, shell));
  } else if (/^javascript:/i.test(text)) {
    readCode('js', fieldOf(decoded(text.slice('javascript:'.length)), at), shell, at);
  } else if (/^(?:data|about|blob|chrome|edge):/i.test(text)) {
    return;
  } else if (SOCKET_SCHEME.test(text)) {
    sink.effect(UNREADABLE, text, at);
  } else {
    fetchUrl(shell, fieldOf(text, at), at);
    if (RAW_SCHEME.test(text)) sink.effect(CHANGES, text, at);
  }
}

const ADDRESS = /\b(?:https?|ftp|file|gopher):\/\/[^\s"'<>)\]}]+/gi;

/** Addresses inside prose, as in the `prompt` of a fetch tool. */
function addressesIn(texts: readonly ParamText[]): readonly ParamText[] {
  return texts.flatMap(({ param, text }) =>
    [...text.matchAll(ADDRESS)].slice(0, 100).map(([address]) => ({ param, text: address })),
  );
}

/** A search engine is asked; an address among the words may be fetched as well. */
export function readSearchTool(context: ToolContext): void {
  context.sink.effect(SEARCHED, context.call.tool, NOWHERE);
  for (const shell of context.shells) for (const url of textsOf(context.said, URLS)) openUrl(url, shell);
}

/** `download_file`: an address, and the place where the answer lands. */
export function readDownloadTool(context: ToolContext): void {
  const urls = textsOf(context.said, [...URLS, 'source', 'src', 'from']);
  const targets = textsOf(context.said, DOWNLOAD_TARGETS);
  if (urls.length === 0) context.sink.effect(UNKNOWN_TOOL, context.call.tool, NOWHERE);
  for (const shell of context.shells) {
    for (const url of urls) openUrl(url, shell);
    for (const target of targets) writePath(shell, pathWord(target, shell), unknownData(Taint.download));
  }
}

/** `upload_file`: files that leave, and where to. */
export function readUploadTool(context: ToolContext): void {
  const { said, sink, call } = context;
  const [to] = textsOf(said, [
    ...URLS,
    'destination',
    'to',
    'target',
    'bucket',
    'channel',
    'host',
    'recipient',
  ]);
  for (const shell of context.shells) {
    const files = filesIn(said, [...FILES, 'path', 'source', 'src', 'filename', 'image'], shell);
    for (const file of files)
      sendData(shell, readPath(shell, file, true), to?.text ?? call.tool, file.evidence);
    if (files.length === 0) sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
    if (to !== undefined && /^\w+:\/\//.test(to.text)) openUrl(to, shell);
  }
}
