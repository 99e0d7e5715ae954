import { SOMETHING, Taint, unknownData } from '../shell/data.js';
import { readPath, writePath } from '../shell/file-acts.js';
import { fetchUrl } from '../shell/network-acts.js';
import { pathsOf } from './paths.js';
import type { Session } from './session.js';
import {
  EMPTY_VALUE,
  itemsOf,
  joinedText,
  listOf,
  objectValue,
  taintOf,
  textValue,
  type Value,
} from './value.js';

const CONNECTION = /^net\.sockets\.(?:tcpclient|udpclient|socket|tcplistener)$/;
const READER = /^io\.(?:streamreader|binaryreader)$/;
const WRITER = /^io\.(?:streamwriter|binarywriter)$/;

/** `New-Object Type args` and `[Type]::new(args)`: what of an object matters later. */
export function createObject(type: string, given: readonly Value[], session: Session): Value {
  const args = given.flatMap(itemsOf);
  const [first = EMPTY_VALUE] = args;
  const taint = taintOf(args);
  if (CONNECTION.test(type)) {
    const host = joinedText(args, ':');
    if (host !== '') fetchUrl(session.shell, textValue(host), session.evidence);
    return objectValue('socket', host, Taint.download);
  }
  if (type === 'net.webclient' || type === 'net.http.httpclient') return objectValue('http', '', 0);
  if (/^text\.\w*encoding$/.test(type)) return objectValue('encoding', type);
  if (READER.test(type) || WRITER.test(type)) return streamOver(first, type, session);
  if (type === 'diagnostics.process' || type === 'diagnostics.processstartinfo')
    return objectValue('process', joinedText(args, ' '), taint);
  if (type === 'string') return { text: joinedText(args, ''), taint };
  if (type.startsWith('io.compression.')) return unknownData(taint | Taint.decoded);
  if (/^io\.(?:memorystream|bufferedstream)$/.test(type)) return { ...first, taint };
  if (/^(?:io\.fileinfo|io\.directoryinfo)$/.test(type)) return objectValue('item', first.text, taint);
  if (/^(?:uri|version)$/.test(type)) return first;
  return taint === 0 ? SOMETHING : unknownData(taint);
}

/** A reader or writer over a file, or over a stream that is there already. */
function streamOver(source: Value, type: string, session: Session): Value {
  if (source.object !== undefined || source.text.startsWith('\0')) return source;
  const words = pathsOf(source, session, true);
  if (READER.test(type)) return listOf(words.map((word) => readPath(session.shell, word)));
  for (const word of words) writePath(session.shell, word, null);
  return SOMETHING;
}

/** `New-Object -ComObject`: programs that are driven from outside. */
export function createComObject(name: string): Value {
  const lower = name.toLowerCase();
  // What it shows later came over the network.
  return objectValue('com', lower, /http|internetexplorer/.test(lower) ? Taint.download : 0);
}
