import { shape } from '../effect-shape.js';
import { Taint, type Field } from '../shell/data.js';
import { placeOf, readQuietly } from '../shell/file-acts.js';
import { note, type Invocation } from './invocation.js';

const SERVES = shape('net.send', 'process', 'partial', 'normal');
const GIVES_AWAY = shape('net.send', 'shared', 'irreversible', 'critical');
const GIVES_OWN = shape('net.send', 'shared', 'hard', 'sensitive');

const FOLDER_OPTION = /^(?:-d|--directory|-t|-h|--root|-r|--dir)(?:=(.*))?$/;
const VALUE_OPTION = /^(?:-p|--port|-b|--bind|-a|--address|-l|--listen|--host|-c|-S|-e|--protocol)$/;

/**
 * A web server over a folder: whoever reaches it gets all that is in there. A folder of the project is shown for
 * a while; a home, the machine or a folder with secrets is given away. `rest`: the arguments of the server.
 */
export function servesFolder(invocation: Invocation, rest: readonly Field[]): void {
  const { shell, evidence } = invocation;
  const folder = folderOf(rest) ?? { text: '.', taint: 0, glob: false, evidence };
  const { zone } = placeOf(shell, folder.text);
  const content = readQuietly(shell, folder, true);
  if (/^(?:root|home|system-root|system|kernel|state)$/.test(zone)) note(invocation, GIVES_AWAY, folder.text);
  else if ((content.taint & Taint.secret) !== 0 && zone !== 'workspace' && zone !== 'workspace-root')
    note(invocation, GIVES_AWAY, folder.text);
  else if ((content.taint & Taint.system) !== 0) note(invocation, GIVES_OWN, folder.text);
  else note(invocation, SERVES, folder.text);
}

function folderOf(rest: readonly Field[]): Field | null {
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i];
    if (word === undefined) break;
    const option = FOLDER_OPTION.exec(word.text);
    if (option !== null)
      return option[1] === undefined ? (rest[i + 1] ?? null) : { ...word, text: option[1] };
    if (VALUE_OPTION.test(word.text)) i += 1;
    else if (!word.text.startsWith('-') && !/^(?:[\d.:]+|localhost(?::\d+)?|httpd)$/.test(word.text))
      return word;
  }
  return null;
}
