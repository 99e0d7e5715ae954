import { shape } from '../../effect-shape.js';
import { UNKNOWN } from '../../paths/locate.js';
import { placeOf, readPath } from '../../shell/file-acts.js';
import { isWindowsPath } from '../../paths/windows-paths.js';
import { valueOf, type CmdletCall } from '../cmdlet-row.js';
import { pathsOf, providerOf } from '../paths.js';
import { itemsOf, textValue, type Value } from '../value.js';

const MODULE = shape('code.exec', 'workspace', 'easy', 'normal');
/** A place that no path of a file leads from: `HKLM:\`, `Cert:\`. */
const ELSEWHERE = UNKNOWN;

/** `Set-Location`, `Push-Location`: relative paths begin there from now on. */
export function readSetLocation(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell } = session;
  const path = valueOf(call, 'path literalpath') ?? textValue(shell.reading.world.facts.home);
  if (/^[-+]$/.test(path.text) || providerOf(path.text) !== 'files') {
    shell.cwd = ELSEWHERE;
    return [];
  }
  const [word] = pathsOf(path, session, true);
  const folder = word === undefined ? '' : placeOf(shell, word.text).path;
  shell.cwd = folder.startsWith('/') || isWindowsPath(folder) ? folder : ELSEWHERE;
  return [];
}

/** `Pop-Location`: back to where nobody here remembers. In scripts that is where they began. */
export function readPopLocation(call: CmdletCall): readonly Value[] {
  const { shell } = call.session;
  shell.cwd = shell.reading.world.workspaceRoot;
  return [];
}

/** `Import-Module`: a module by name, or code by path. */
export function readImportModule(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell, evidence } = session;
  for (const name of itemsOf(valueOf(call, 'name') ?? textValue(''))) {
    if (!/[\\/]|\.(?:psm1|psd1|dll|ps1)$/i.test(name.text)) {
      shell.reading.sink.effect(MODULE, name.text, evidence);
      continue;
    }
    for (const path of pathsOf(name, session, true))
      shell.reading.engine.file(path, readPath(shell, path), shell, evidence);
  }
  return [];
}
