import { readEnvironment } from '../shell/environment-injection.js';
import { UNKNOWN } from '../paths/locate.js';
import { SOMETHING, Taint } from '../shell/data.js';
import { assign } from '../shell/shell-state.js';
import { windowsVariable } from '../shell/windows-environment.js';
import type { Session } from './session.js';
import { EMPTY_VALUE, listOf, objectValue, textValue, type Value } from './value.js';

/** What every session begins with. Texts that obfuscated code picks letters out of are given as they are. */
const FIXED: Readonly<Record<string, string>> = {
  true: 'True',
  false: 'False',
  null: '',
  pshome: 'C:\\Windows\\System32\\WindowsPowerShell\\v1.0',
  shellid: 'Microsoft.PowerShell',
  verbosepreference: 'SilentlyContinue',
  debugpreference: 'SilentlyContinue',
  warningpreference: 'Continue',
  informationpreference: 'SilentlyContinue',
  progresspreference: 'Continue',
  erroractionpreference: 'Continue',
  confirmpreference: 'High',
  maximumdrivecount: '4096',
  maximumhistorycount: '4096',
  ofs: ' ',
};

/** The value of a variable; one that nothing here sets is unknown. */
export function readVariable(name: string, session: Session): Value {
  const { shell } = session;
  const values = session.variables.get(name);
  if (values !== undefined) {
    session.choices = Math.max(session.choices, values.length);
    return values[session.choice % Math.max(1, values.length)] ?? EMPTY_VALUE;
  }
  if (name.startsWith('env:')) return windowsVariable(name.slice(4), shell);
  if (name.startsWith('function:')) {
    const block = session.functions.get(name.slice(9));
    return block === undefined ? SOMETHING : { ...EMPTY_VALUE, block };
  }
  const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined;
  if (fixed !== undefined) return textValue(fixed);
  const { facts } = shell.reading.world;
  switch (name) {
    case 'home':
      return objectValue('item', facts.home);
    case 'pwd':
    case 'psscriptroot':
      return objectValue('item', shell.cwd);
    case 'profile':
      return textValue(`${facts.home}/Documents/PowerShell/Microsoft.PowerShell_profile.ps1`);
    case 'input':
      return session.io.stdin;
    case '_':
    case 'psitem':
    case 'args':
    case 'this':
    case 'host':
    case 'executioncontext':
    case 'matches':
    case 'error':
    case 'lastexitcode':
    case 'pid':
    case 'myinvocation':
    case 'psversiontable':
    case '?':
    case '$':
    case '^':
      return SOMETHING;
    default:
      return { text: UNKNOWN, taint: Taint.unset };
  }
}

/** Sets `$name` or `$env:name`. */
export function writeVariable(name: string, value: Value, session: Session): void {
  const { shell } = session;
  if (name.startsWith('env:')) {
    const variable = name.slice(4).toUpperCase();
    assign(shell, variable, { values: [{ text: value.text, taint: value.taint }], exported: true });
    readEnvironment([variable], shell, session.evidence);
  } else if (name.startsWith('function:') && value.block !== undefined) {
    session.functions.set(name.slice(9), value.block);
  } else if (name.startsWith('alias:')) {
    session.aliases.set(name.slice(6), value.text.toLowerCase());
  } else if (name !== 'null') {
    session.variables.set(name, [value]);
  }
}

/** `$a, $b = …`: one element each, the rest for the last. */
export function writeVariables(names: readonly string[], value: Value, session: Session): void {
  const items = value.items ?? [value];
  names.forEach((name, index) => {
    const last = index === names.length - 1;
    writeVariable(name, last ? listOf(items.slice(index)) : (items[index] ?? EMPTY_VALUE), session);
  });
}
