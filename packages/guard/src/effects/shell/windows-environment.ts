import { UNKNOWN } from '../paths/locate.js';
import { isWindowsPath } from '../paths/windows-paths.js';
import { Taint, unknownData, type Data } from './data.js';
import { CREDENTIAL_NAME } from './parameter-value.js';
import { lookUp, type Shell } from './shell-state.js';

/** What Windows keeps in the environment of every process, `~` standing for the user's home. */
const FIXED: Readonly<Record<string, string>> = {
  userprofile: '~',
  home: '~',
  homepath: '~',
  homedrive: '',
  onedrive: '~/OneDrive',
  systemroot: 'C:\\WINDOWS',
  windir: 'C:\\WINDOWS',
  systemdrive: 'C:',
  programfiles: 'C:\\Program Files',
  'programfiles(x86)': 'C:\\Program Files (x86)',
  programw6432: 'C:\\Program Files',
  commonprogramfiles: 'C:\\Program Files\\Common Files',
  programdata: 'C:\\ProgramData',
  allusersprofile: 'C:\\ProgramData',
  public: 'C:\\Users\\Public',
  comspec: 'C:\\WINDOWS\\system32\\cmd.exe',
  pathext: '.COM;.EXE;.BAT;.CMD;.VBS;.VBE;.JS;.JSE;.WSF;.WSH;.MSC',
  os: 'Windows_NT',
};
/** Folders of the user that only Windows has. */
const OWN_FOLDERS: ReadonlyMap<string, string> = new Map([
  ['appdata', 'AppData/Roaming'],
  ['localappdata', 'AppData/Local'],
]);
const TEMP = new Set(['temp', 'tmp', 'runner_temp', 'tmpdir']);
const WORKSPACE = new Set(['github_workspace', 'init_cwd', 'ci_project_dir', 'build_sourcesdirectory']);

/** The user's folder as Windows has it, also where the reading happens on another system. */
function windowsHome(home: string): string {
  return isWindowsPath(home) ? home : `C:/Users/${home.slice(home.lastIndexOf('/') + 1)}`;
}

/** The value of an environment variable in a shell of Windows, where case does not matter. */
export function windowsVariable(name: string, shell: Shell): Data {
  const set = lookUp(shell, name) ?? lookUp(shell, name.toUpperCase());
  const { world } = shell.reading;
  if (set !== null) {
    const { values } = set;
    if (values.length > shell.choices) shell.choices = values.length;
    return values[shell.choice % Math.max(1, values.length)] ?? { text: '', taint: 0 };
  }
  const lower = name.toLowerCase();
  const fixed = Object.hasOwn(FIXED, lower) ? FIXED[lower] : undefined;
  if (fixed !== undefined) return { text: fixed.replace(/^~/, () => world.facts.home), taint: 0 };
  const folder = OWN_FOLDERS.get(lower);
  if (folder !== undefined) return { text: `${windowsHome(world.facts.home)}/${folder}`, taint: 0 };
  if (TEMP.has(lower)) return { text: world.facts.temp, taint: 0 };
  if (WORKSPACE.has(lower)) return { text: world.workspaceRoot, taint: 0 };
  if (lower === 'cd' || lower === 'pwd') return { text: shell.cwd, taint: 0 };
  if (CREDENTIAL_NAME.test(name)) return unknownData(Taint.credential);
  return { text: UNKNOWN, taint: Taint.unset };
}
