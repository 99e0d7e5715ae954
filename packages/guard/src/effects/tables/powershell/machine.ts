import { shape } from '../../effect-shape.js';
import type { CmdletRow, CmdletTable } from '../../powershell/cmdlet-row.js';
import { readSetAcl } from '../../powershell/readers/items.js';
import {
  readCimMethod,
  readGetProcess,
  readScheduled,
  readService,
  readSqlCommand,
  readStopProcess,
  readWmi,
} from '../../powershell/readers/machine.js';

const WIPED = shape('fs.delete', 'host', 'irreversible', 'critical');
const HOST_LOST = shape('fs.delete', 'host', 'irreversible', 'sensitive');
const DISK_CHANGED = shape('fs.write', 'host', 'hard', 'sensitive');
const REBOOT = shape('process.kill', 'host', 'hard', 'critical');
const STARTED = shape('process.spawn', 'host', 'easy', 'normal');
const ACCOUNT = shape('privilege.gain', 'host', 'partial', 'normal');
const ADMINISTRATOR = shape('privilege.gain', 'host', 'hard', 'sensitive');
const WEAKENED = shape('privilege.gain', 'host', 'partial', 'sensitive');
const SETTING = shape('fs.write', 'host', 'partial', 'normal');
const POLICY_OF_PROCESS = shape('process.spawn', 'process', 'easy', 'normal');
const INSTALL = shape('pkg.install', 'host', 'easy', 'normal');
const UNINSTALL = shape('pkg.install', 'host', 'partial', 'normal');
const PUBLISH = shape('pkg.publish', 'shared', 'hard', 'sensitive');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const REMOTE_LOST = shape('infra.destroy', 'shared', 'hard', 'sensitive');
const SCHEDULE = shape('fs.write', 'host', 'partial', 'normal');
const RENAMED = shape('fs.write', 'host', 'easy', 'normal');
const WEAK_LIMIT = shape('process.spawn', 'workspace', 'hard', 'normal');

const wipes: CmdletRow = { effect: WIPED, output: 'other' };
const weakens: CmdletRow = { effect: WEAKENED, output: 'other' };

/** Disks, services, accounts, protection, packages: what a whole machine shares. */
export const MACHINE_CMDLETS: CmdletTable = {
  'format-volume clear-disk initialize-disk remove-partition remove-volume remove-virtualdisk remove-storagepool reset-physicaldisk clear-storagediagnosticinfo format-disk':
    wipes,
  'new-partition resize-partition set-partition set-disk new-volume repair-volume mount-diskimage dismount-diskimage set-physicaldisk disable-bitlocker':
    { effect: DISK_CHANGED, output: 'other' },
  // Its name; a drive letter is a setting of the machine.
  'set-volume': { effect: RENAMED, output: 'other' },
  'clear-recyclebin clear-eventlog remove-eventlog limit-eventlog clear-winevent': {
    effect: HOST_LOST,
    output: 'other',
  },
  'stop-computer restart-computer': { effect: REBOOT, output: 'other' },
  'disable-computerrestore remove-vmsnapshot remove-vm': { effect: HOST_LOST, output: 'other' },
  'get-process': {
    parameters: { 'Name Id ComputerName': 'text' },
    switches: 'IncludeUserName Module FileVersionInfo',
    positions: 'Name',
    read: readGetProcess,
  },
  'stop-process': {
    parameters: { 'Name Id InputObject': 'text' },
    switches: 'Force PassThru',
    positions: 'Id',
    pipe: 'InputObject',
    read: readStopProcess,
  },
  'stop-service suspend-service restart-service set-service remove-service new-service': {
    parameters: {
      'Name DisplayName InputObject BinaryPathName StartupType Status Description Credential DependsOn':
        'text',
    },
    switches: 'Force PassThru NoWait',
    positions: 'Name BinaryPathName',
    pipe: 'InputObject',
    read: readService,
  },
  'start-service resume-service': { effect: STARTED, output: 'other' },
  'set-executionpolicy': {
    parameters: { 'ExecutionPolicy Scope': 'text' },
    switches: 'Force',
    positions: 'ExecutionPolicy Scope',
    cases: [
      { text: /-scope process\b/i, effect: POLICY_OF_PROCESS },
      { text: /-executionpolicy (?:allsigned|restricted|default|undefined)/i, effect: SETTING },
    ],
    effect: WEAKENED,
    output: 'other',
  },
  'set-mppreference add-mppreference remove-mppreference': weakens,
  'remove-mpthreat set-netfirewallprofile set-netfirewallrule disable-netfirewallrule remove-netfirewallrule new-netfirewallrule enable-netfirewallrule set-netfirewallsetting disable-netadapter set-dnsclientserveraddress disable-windowsoptionalfeature uninstall-windowsfeature disable-uac set-processmitigation':
    weakens,
  'start-mpscan update-mpsignature': { effect: STARTED, output: 'other' },
  'new-localuser set-localuser enable-localuser rename-localuser new-localgroup set-localgroup new-aduser set-aduser enable-adaccount unlock-adaccount set-adaccountpassword set-adaccountcontrol':
    { effect: ACCOUNT, output: 'other' },
  'add-localgroupmember add-adgroupmember add-adprincipalgroupmembership add-kdsrootkey': {
    effect: ADMINISTRATOR,
    output: 'other',
  },
  'remove-localuser disable-localuser remove-localgroup remove-localgroupmember remove-aduser remove-adgroup remove-adobject remove-adcomputer remove-adorganizationalunit disable-adaccount':
    { effect: HOST_LOST, output: 'other' },
  'set-acl set-ntfsowner add-ntfsaccess': {
    parameters: { 'Path LiteralPath': 'text', 'AclObject Account AccessRights': 'text' },
    positions: 'Path AclObject',
    pipe: 'AclObject',
    read: readSetAcl,
  },
  'register-scheduledtask register-scheduledjob set-scheduledtask new-scheduledtaskaction register-wmievent set-wmiinstance new-ciminstance set-ciminstance':
    {
      parameters: {
        'TaskName Action Trigger Execute Argument User Password RunLevel Settings Principal Xml TaskPath ScriptBlock FilePath Name Query Class ClassName Namespace Arguments Property Filter':
          'text',
      },
      switches: 'Force',
      positions: 'TaskName',
      read: readScheduled,
    },
  'new-scheduledtasktrigger new-scheduledtasksettingsset new-scheduledtaskprincipal new-scheduledtask new-jobtrigger new-scheduledjoboption':
    { output: 'other' },
  'unregister-scheduledtask disable-scheduledtask unregister-scheduledjob': {
    effect: HOST_LOST,
    output: 'other',
  },
  'start-scheduledtask enable-scheduledtask': { effect: SCHEDULE, output: 'other' },
  'invoke-cimmethod invoke-wmimethod': {
    parameters: {
      'ClassName Class Path MethodName Name Arguments ArgumentList InputObject Query Namespace ComputerName CimSession':
        'text',
    },
    positions: 'ClassName MethodName Arguments',
    pipe: 'InputObject',
    read: readCimMethod,
  },
  // Every drive there is.
  'get-psdrive get-volume': { read: () => [{ text: 'C:/', taint: 0, object: 'item' }] },
  'get-ciminstance get-wmiobject': {
    parameters: {
      'ClassName Class Query Filter Property Namespace ComputerName CimSession Credential': 'text',
    },
    positions: 'ClassName Property',
    read: readWmi,
  },
  'remove-ciminstance remove-wmiobject': {
    parameters: { 'InputObject Query Class ClassName': 'text' },
    positions: 'InputObject',
    pipe: 'InputObject',
    cases: [{ text: /shadow/i, effect: WIPED }],
    effect: HOST_LOST,
    output: 'other',
  },
  'install-module install-package install-script install-packageprovider update-module update-script save-module save-script install-psresource update-psresource add-appxpackage install-winget-package install-wingetpackage update-wingetpackage':
    { effect: INSTALL, output: 'other' },
  'uninstall-module uninstall-package uninstall-script uninstall-psresource remove-appxpackage remove-appxprovisionedpackage uninstall-wingetpackage install-windowsfeature add-windowsfeature enable-windowsoptionalfeature add-windowscapability':
    { effect: UNINSTALL, output: 'other' },
  'register-psrepository set-psrepository register-packagesource': { effect: SETTING, output: 'other' },
  'publish-module publish-script publish-psresource': { effect: PUBLISH, output: 'other' },
  'get-adreplaccount get-addbaccount get-bootkey get-secret get-azkeyvaultsecret get-azkeyvaultkey get-secsecretvalue get-ssmparametervalue get-storedcredential get-vaultcredential':
    { effect: SECRET, output: 'inputs' },
  'remove-azresourcegroup remove-azresource remove-s3bucket remove-s3object remove-ec2instance remove-vmhost remove-mailbox remove-msoluser remove-mguser remove-azvm remove-azstorageaccount remove-azsqldatabase remove-cfnstack':
    { effect: REMOTE_LOST, output: 'other' },
  'invoke-sqlcmd invoke-sqlquery invoke-dbaquery invoke-sqlitequery': {
    parameters: {
      'Query InputFile ServerInstance Database Username Password ConnectionString Credential DataSource SqlInstance':
        'text',
    },
    switches: 'TrustServerCertificate',
    positions: 'Query',
    read: readSqlCommand,
  },
  'debug-process wait-process': { effect: WEAK_LIMIT, output: 'other' },
  'out-minidump get-processdump': { effect: SECRET, output: 'other' },
  'backup-sqldatabase export-certificate': { output: 'other' },
  'export-pfxcertificate export-windowsimage': { effect: SECRET, output: 'other' },
  'import-certificate import-pfxcertificate': { effect: WEAKENED, output: 'other' },
};
