import type { Evidence } from '@sentinel-agentos/core';
import { readCode } from '../code/read-code.js';
import { shape } from '../effect-shape.js';
import { originOf } from '../network/package-origin.js';
import { readHeld } from '../settings/read-held.js';
import { isKnown, Taint, unknownData, type Field } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import { fetchUrl } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';

const FROM_REGISTRY = shape('pkg.install', 'workspace', 'partial', 'normal');
const BY_PLACE = /^(?:~|\.{0,2}\/|[A-Za-z]:[\\/]|data:|https?:|file:)/i;
const MAX_DATA_URL = 64 * 1024;

/** A file, a folder or an address of code that a program loads first. A plain name is a module of the project's own. */
export function loadCode(word: Field, shell: Shell, evidence: Evidence): void {
  if (!BY_PLACE.test(word.text)) return;
  const text = word.text.replace(/^file:\/{2}/i, '');
  const script = dataUrlText(text);
  if (script !== null) readCode('js', { text: script, taint: word.taint }, shell, evidence);
  readHeld({ holds: 'file' }, { name: text.slice(0, 80), value: { ...word, text }, shell, evidence });
}

/** The text of a `data:` URL; null for anything else, and for what does not decode. */
function dataUrlText(url: string): string | null {
  const match = /^data:[^,]{0,200},/i.exec(url);
  if (match === null || url.length > MAX_DATA_URL) return null;
  const body = url.slice(match[0].length);
  try {
    const plain = decodeURIComponent(body);
    return match[0].includes(';base64') ? Buffer.from(plain, 'base64').toString('utf8') : plain;
  } catch {
    return body;
  }
}

/** `deno run https://…`: what an address answers runs as code. A registry answers for what it hands out. */
export function runFetched(url: Field, shell: Shell, io: Io, evidence: Evidence): void {
  fetchUrl(shell, url, evidence);
  const origin = originOf(url.text);
  if (origin === 'registry') shell.reading.sink.effect(FROM_REGISTRY, url.text, evidence);
  else if (origin !== 'here' || !isKnown(url.text))
    shell.reading.engine.text(unknownData(Taint.download), shell, io, evidence);
}
