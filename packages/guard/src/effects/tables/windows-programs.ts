import { shape } from '../effect-shape.js';
import type { ProgramTable } from '../programs/program-row.js';
import {
  readForfiles,
  readRemoteExecution,
  readRunas,
  readSchtasks,
  readServiceControl,
  readStarter,
  readWmic,
} from '../programs/windows-carriers.js';
import {
  readBitsadmin,
  readCertutil,
  readFolderCopy,
  readLoader,
  readPermissions,
  readReg,
  readScriptHost,
  readTaskkill,
} from '../programs/windows-readers.js';
import { windowsRow } from '../programs/windows-row.js';

const BACKUPS_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const TRACES_LOST = shape('fs.delete', 'host', 'irreversible', 'sensitive');
const LOST = shape('fs.delete', 'host', 'irreversible', 'normal');
const BOOT = shape('privilege.gain', 'host', 'hard', 'sensitive');
const WEAKENED = shape('privilege.gain', 'host', 'partial', 'sensitive');
const ACCOUNT = shape('privilege.gain', 'host', 'partial', 'normal');
const ADMINISTRATOR = shape('privilege.gain', 'host', 'hard', 'sensitive');
const DISK = shape('fs.write', 'host', 'hard', 'sensitive');
const SETTING = shape('fs.write', 'host', 'partial', 'normal');
const OPENED = shape('net.send', 'shared', 'hard', 'normal');
const CONNECTS = shape('net.fetch', 'shared', 'easy', 'normal');
const STOPPED = shape('process.kill', 'host', 'partial', 'normal');
const STARTED = shape('process.spawn', 'host', 'easy', 'normal');
const REBOOT = shape('process.kill', 'host', 'hard', 'critical');
const CODE = shape('code.exec', 'host', 'partial', 'normal');
const INSTALL = shape('pkg.install', 'host', 'easy', 'normal');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const UNKNOWN = shape('unknown', 'host', 'hard', 'sensitive');

const LOOKS = /^(?:\/?-?(?:list|query|show|qc|get|enum|view|status|help)\b|$)/;

/** Programs of Windows: what a whole machine shares, and what runs code in the place of another. */
export const WINDOWS_PROGRAMS: ProgramTable = {
  reg: windowsRow({ read: readReg }),
  'regedit regini': windowsRow({ cases: [{ args: /^\/e\b/, effect: null }], effect: SETTING }),
  vssadmin: windowsRow({
    cases: [
      { args: /^\s*(?:delete|resize)\b/, effect: BACKUPS_LOST },
      { args: LOOKS, effect: null },
    ],
    effect: DISK,
  }),
  wbadmin: windowsRow({
    cases: [
      { args: /\bdelete\b/, effect: BACKUPS_LOST },
      { args: LOOKS, effect: null },
      { args: /^start backup\b/, effect: STARTED },
    ],
    effect: DISK,
  }),
  diskshadow: windowsRow({ cases: [{ args: LOOKS, effect: UNKNOWN }], effect: BACKUPS_LOST }),
  bcdedit: windowsRow({
    cases: [
      { args: /^(?:\/enum\b.*|\/v|)$/, effect: null },
      { args: /^\/(?:delete|deletevalue)\b/, effect: BACKUPS_LOST },
      { args: /^\/export\b/, effect: null },
    ],
    effect: BOOT,
  }),
  'bootrec bootsect bcdboot reagentc': windowsRow({
    cases: [{ args: /^\/info\b/, effect: null }],
    effect: BOOT,
  }),
  wevtutil: windowsRow({
    cases: [
      { args: /^(?:cl|clear-log)\b/, effect: TRACES_LOST },
      { args: /^(?:sl|set-log|um|im|install-manifest|uninstall-manifest)\b/, effect: WEAKENED },
    ],
  }),
  'auditpol logman': windowsRow({
    cases: [{ args: /^\/?(?:clear|remove|set|delete|stop|update)\b/, effect: WEAKENED }],
  }),
  cipher: windowsRow({
    cases: [
      { args: /(?:^|\s)\/w\b/, effect: TRACES_LOST },
      { args: /(?:^|\s)\/(?:e|d)\b/, effect: DISK },
    ],
  }),
  sdelete: windowsRow({ effect: TRACES_LOST }),
  sdelete64: windowsRow({ effect: TRACES_LOST }),
  diskpart: windowsRow({
    cases: [{ args: /^\/s/, effect: BACKUPS_LOST }],
    effect: STARTED,
    read: ({ io, shell, evidence }) => {
      if (io.piped) shell.reading.sink.effect(BACKUPS_LOST, 'diskpart', evidence);
      return undefined;
    },
  }),
  fsutil: windowsRow({
    cases: [
      { args: /\busn\s+deletejournal\b|\bsetzerodata\b|\bdeletejournal\b/, effect: TRACES_LOST },
      {
        args: /^(?:behavior|8dot3name|resource|repair|quota)\s+(?:set|enable|disable|strip)\b/,
        effect: SETTING,
      },
      { args: /^(?:file\s+createnew|hardlink\s+create|reparsepoint\s+delete)\b/, effect: SETTING },
    ],
  }),
  'chkdsk defrag sfc': windowsRow({ cases: [{ args: /\/(?:f|r|x|scannow|scanfile)\b/, effect: STARTED }] }),
  'mountvol subst manage-bde': windowsRow({
    cases: [
      { args: /(?:^|\s)[/-](?:d|off|delete|forcerecovery|protectors)\b/, effect: DISK },
      { args: LOOKS, effect: null },
    ],
  }),
  dism: windowsRow({
    cases: [
      { args: /\/(?:get-\w+|checkhealth|scanhealth|export-image)\b/, effect: null },
      { args: /\/(?:apply-image|remove-\w+|disable-feature)\b/, effect: DISK },
    ],
    effect: INSTALL,
  }),
  schtasks: windowsRow({
    cases: [
      { args: /(?:^|\s)\/delete\b/, effect: LOST },
      { args: /(?:^|\s)\/(?:create|change)\b/, effect: SETTING },
      { args: /(?:^|\s)\/(?:run|end)\b/, effect: STARTED },
    ],
    read: readSchtasks,
  }),
  sc: windowsRow({
    cases: [
      {
        args: /^(?:\\\\\S+\s+)?(?:query\w*|qc|qdescription|qfailure|getdisplayname|getkeyname|enumdepend|sdshow|interrogate)\b|^$/,
        effect: null,
      },
      { args: /^(?:\\\\\S+\s+)?delete\b/, effect: TRACES_LOST },
      { args: /^(?:\\\\\S+\s+)?(?:create|sdset|failure)\b/, effect: ADMINISTRATOR },
      { args: /^(?:\\\\\S+\s+)?config\b.*\bbinpath=/, effect: ADMINISTRATOR },
      { args: /^(?:\\\\\S+\s+)?(?:stop|pause|config)\b/, effect: STOPPED },
    ],
    effect: STARTED,
    read: readServiceControl,
  }),
  'net net1': windowsRow({
    cases: [
      { args: /^(?:user|group|localgroup|accounts)\b.*\/(?:add|active:yes|domain)/, effect: ACCOUNT },
      { args: /^(?:user|group|localgroup)\b.*\/(?:delete|active:no)/, effect: TRACES_LOST },
      { args: /^user\s+[^/\s]+\s+[^/\s]+/, effect: ACCOUNT },
      { args: /^accounts\s+\//, effect: SETTING },
      { args: /^stop\s+\S/, effect: STOPPED },
      { args: /^start\s+\S/, effect: STARTED },
      { args: /^share\s+\S+=/, effect: OPENED },
      { args: /^share\b.*\/delete/, effect: STOPPED },
      { args: /^use\b.*\S/, effect: CONNECTS },
      { args: /^(?:session|file)\b.*\/(?:delete|close)/, effect: STOPPED },
    ],
    read: (invocation) => {
      const line = invocation.args.map((arg) => arg.text.toLowerCase()).join(' ');
      if (
        /^localgroup\b.*\b(?:administrators|administratoren|remote desktop users|backup operators)\b.*\/add/.test(
          line,
        ) ||
        /^group\b.*admins?\b.*\/add/.test(line)
      )
        invocation.shell.reading.sink.effect(ADMINISTRATOR, line.slice(0, 200), invocation.evidence);
      return undefined;
    },
  }),
  netsh: windowsRow({
    cases: [
      { args: /\bkey=clear\b/, effect: SECRET },
      { args: /\bportproxy\s+add\b/, effect: OPENED },
      { args: /\b(?:advfirewall|firewall)\b.*\b(?:set|add|delete|reset|import)\b/, effect: WEAKENED },
      { args: /\b(?:trace\s+start|add\s+helper)\b/, effect: WEAKENED },
      { args: /\bshow\b|\bdump\b|^$/, effect: null },
    ],
    effect: SETTING,
  }),
  'route arp': windowsRow({ cases: [{ args: /^(?:-f\b|add|delete|change|-d|-s)/, effect: SETTING }] }),
  ipconfig: windowsRow({ cases: [{ args: /\/(?:release|renew)/, effect: STARTED }] }),
  wmic: windowsRow({
    cases: [
      { args: /\bshadowcopy\b.*\bdelete\b/, effect: BACKUPS_LOST },
      {
        args: /\bprocess\b.*\b(?:delete|call\s+terminate)\b/,
        effect: shape('process.kill', 'workspace', 'hard', 'normal'),
      },
      { args: /\bos\b.*\bcall\b.*\b(?:reboot|shutdown|win32shutdown)\b/, effect: REBOOT },
      { args: /\bprocess\s+call\s+create\b/, effect: null },
      { args: /\/format:\s*"?(?:https?:|\\\\)/, effect: UNKNOWN, finding: 'flow.download-to-shell' },
      { args: /\b(?:delete|call|set|create)\b/, effect: UNKNOWN },
    ],
    read: readWmic,
  }),
  'icacls cacls xcacls takeown attrib subinacl': windowsRow({ read: readPermissions }),
  certutil: windowsRow({
    cases: [
      { args: /[/-](?:addstore|importpfx|delstore|setreg)\b/, effect: WEAKENED },
      { args: /[/-]exportpfx\b/, effect: SECRET },
    ],
    read: readCertutil,
  }),
  bitsadmin: windowsRow({
    cases: [{ args: /\/(?:setnotifycmdline)\b/, effect: UNKNOWN, finding: 'path.startup-file' }],
    read: readBitsadmin,
  }),
  'mshta regsvr32 rundll32 odbcconf cmstp msxsl ieexec presentationhost hh infdefaultinstall installutil regasm regsvcs mavinject control syncappvpublishingserver xwizard te bginfo':
    windowsRow({ effect: CODE, read: readLoader }),
  msiexec: windowsRow({
    cases: [{ args: /\/(?:x|uninstall)\b/, effect: shape('pkg.install', 'host', 'partial', 'normal') }],
    effect: INSTALL,
    read: readLoader,
  }),
  'cscript wscript': windowsRow({ read: readScriptHost }),
  forfiles: windowsRow({ read: readForfiles }),
  runas: windowsRow({ read: readRunas }),
  'psexec psexec64 paexec winrs': windowsRow({ read: readRemoteExecution }),
  'pcalua conhost explorer wt scriptrunner': windowsRow({ read: readStarter }),
  'robocopy xcopy': windowsRow({ read: readFolderCopy }),
  'taskkill tskill': windowsRow({ read: readTaskkill }),
  'tasklist systeminfo driverquery qwinsta quser gpresult openfiles nbtstat pathping msinfo32 w32tm query':
    windowsRow({}),
  'gpupdate secedit': windowsRow({ effect: SETTING }),
  setx: windowsRow({
    cases: [
      {
        args: /^(?:\/m\s+)?(?:path|pathext|comspec)\b|\/m\b/,
        effect: shape('fs.write', 'host', 'partial', 'sensitive'),
      },
    ],
    effect: shape('fs.write', 'host', 'easy', 'normal'),
  }),
  logoff: windowsRow({ effect: STOPPED }),
  'procdump procdump64 mimikatz pwdump gsecdump lazagne': windowsRow({ effect: SECRET }),
  'cmdkey vaultcmd': windowsRow({ cases: [{ args: /\/list/, effect: SECRET }], effect: ACCOUNT }),
  'nltest dsquery dsget setspn': windowsRow({}),
  'dsmod dsrm dsadd ntdsutil esentutl dnscmd csvde ldifde': windowsRow({ effect: UNKNOWN }),
  powercfg: windowsRow({
    cases: [
      { args: /^[/-](?:list|l|q|query|a|lastwake|energy|batteryreport|getactivescheme)\b/, effect: null },
    ],
    effect: SETTING,
  }),
};

const NAMES: ReadonlySet<string> = new Set(
  Object.keys(WINDOWS_PROGRAMS).flatMap((names) => names.split(' ')),
);

/** Whether a name is that of a program that only Windows has: its arguments are left as they stand. */
export function isWindowsProgram(name: string): boolean {
  return NAMES.has(name);
}
