import { shape, type EffectShape } from '../effect-shape.js';
import type { HardRule } from '../hard-findings.js';

/** What changing the registry means. */
export interface RegistryEffect {
  readonly shape: EffectShape;
  readonly rule?: HardRule;
}

const SETTING = shape('fs.write', 'host', 'partial', 'normal');
const STARTS = shape('fs.write', 'host', 'partial', 'sensitive');
const WEAKENED = shape('privilege.gain', 'host', 'partial', 'sensitive');
const VALUE_LOST = shape('fs.delete', 'host', 'hard', 'normal');
const KEY_LOST = shape('fs.delete', 'host', 'irreversible', 'normal');
const HIVE_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const HASHES = shape('secret.read', 'process', 'irreversible', 'critical');

/** Keys whose values are programs that start on their own, or in place of others. */
const AUTOSTART =
  /\\currentversion\\(?:run|runonce|runonceex|runservices|policies\\explorer\\run|winlogon|image file execution options|silentprocessexit|explorer\\(?:shell folders|user shell folders)|shellserviceobjectdelayload|app paths)(?:\\|$)|\\currentcontrolset\\(?:services|control\\(?:session manager|lsa|print\\monitors))(?:\\|$)|\\appinit_dlls|\\active setup\\|\\command processor(?:\\|$)|\\environment\\(?:userinitmprlogonscript)|\\shell\\open\\command|\\inprocserver32|\\treatas(?:\\|$)/;
/** Keys that protect the machine. */
const PROTECTION =
  /\\windows defender|\\windows nt\\currentversion\\(?:schedule|winlogon)|\\policies\\(?:system|microsoft\\windows)|\\firewallpolicy|\\control\\(?:lsa|securityproviders|safeboot|terminal server)|enablelua|disableantispyware|disablerealtimemonitoring|\\powershell\\(?:scriptblocklogging|modulelogging)|\\amsi(?:\\|$)|localaccounttokenfilterpolicy|uselogoncredential/;
const HIVE =
  /^(?:hklm|hkcu|hkcr|hku|hkcc)(?:\\(?:software|system|sam|security|hardware)?(?:\\(?:microsoft|classes|currentcontrolset)(?:\\(?:windows|windows nt))?)?)?\\?\*?$/;

/** A key in one spelling: `hklm\…`, in lower case. */
function plainKey(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('/', '\\')
    .replace(/^(?:microsoft\.powershell\.core\\)?registry::/, '')
    .replace(/^\\\\[^\\]+\\/, '')
    .replace(/^hkey_local_machine/, 'hklm')
    .replace(/^hkey_current_user/, 'hkcu')
    .replace(/^hkey_classes_root/, 'hkcr')
    .replace(/^hkey_users/, 'hku')
    .replace(/^hkey_current_config/, 'hkcc')
    .replace(/^(hk[a-z]+):/, '$1')
    .replaceAll(/\\{2,}/g, '\\');
}

/** What setting something below a key means; `value` is its name and data. */
export function registryWriting(key: string, value: string): RegistryEffect {
  const plain = plainKey(key);
  const whole = `${plain}\\${value.toLowerCase()}`;
  if (AUTOSTART.test(plain) || AUTOSTART.test(whole)) return { shape: STARTS, rule: 'path.startup-file' };
  return { shape: PROTECTION.test(whole) ? WEAKENED : SETTING };
}

/** What deleting a key, or with `value` one value of it, means. */
export function registryDeletion(key: string, value: boolean): RegistryEffect {
  const plain = plainKey(key);
  if (PROTECTION.test(plain)) return { shape: WEAKENED };
  if (value) return { shape: VALUE_LOST };
  return { shape: HIVE.test(plain) ? HIVE_LOST : KEY_LOST };
}

/** What saving a hive to a file means; null for one that holds no password hashes. */
export function registrySaving(key: string): RegistryEffect | null {
  return /^hklm\\(?:sam|system|security)(?:\\|$)/.test(plainKey(key)) ? { shape: HASHES } : null;
}
