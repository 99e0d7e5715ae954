import type { CmdletRow, CmdletTable } from '../../powershell/cmdlet-row.js';
import {
  readForEach,
  readInvokeCommand,
  readInvokeExpression,
  readMeasure,
  readStartProcess,
  readWhere,
} from '../../powershell/readers/flow.js';
import { readNewObject, readOutput, readText } from '../../powershell/readers/values.js';

const passes: CmdletRow = {
  parameters: { 'InputObject Property First Last Skip Index ExcludeProperty ExpandProperty Top': 'text' },
  switches: 'Unique Descending CaseSensitive NoElement Average Sum Minimum Maximum Line Word Character',
  positions: 'Property',
  output: 'same',
};

/** What runs code, and what hands on what comes through a pipe. */
export const FLOW_CMDLETS: CmdletTable = {
  'invoke-expression': {
    parameters: { Command: 'text' },
    positions: 'Command',
    pipe: 'Command',
    read: readInvokeExpression,
  },
  'invoke-command start-job start-threadjob invoke-parallel': {
    parameters: {
      'ScriptBlock ComputerName Session FilePath ArgumentList HostName VMName ContainerId Name Credential InputObject UserName Command InitializationScript':
        'text',
    },
    switches: 'AsJob NoNewScope UseSSL',
    positions: 'ScriptBlock',
    read: readInvokeCommand,
  },
  'foreach-object': {
    parameters: {
      'Process Begin End Parallel MemberName ArgumentList InputObject RemainingScripts ThrottleLimit': 'text',
    },
    switches: 'AsJob',
    positions: 'Process',
    read: readForEach,
  },
  'where-object': {
    parameters: { 'FilterScript Property Value InputObject': 'text' },
    positions: 'FilterScript Value',
    read: readWhere,
  },
  'select-object sort-object get-unique out-default': passes,
  'group-object measure-object compare-object': { ...passes, output: 'inputs' },
  'measure-command trace-command': {
    parameters: { 'Expression InputObject': 'text' },
    positions: 'Expression',
    read: readMeasure,
  },
  'start-process': {
    parameters: {
      'FilePath ArgumentList WorkingDirectory Verb WindowStyle Credential': 'text',
      RedirectStandardInput: 'read',
      'RedirectStandardOutput RedirectStandardError': 'write',
    },
    switches: 'Wait NoNewWindow PassThru LoadUserProfile UseNewEnvironment',
    positions: 'FilePath ArgumentList',
    read: readStartProcess,
  },
  'invoke-item': {
    parameters: { 'Path LiteralPath': 'text' },
    positions: 'Path',
    pipe: 'Path',
    read: readStartProcess,
  },
  'new-object': {
    parameters: { 'TypeName ArgumentList ComObject Property': 'text' },
    switches: 'Strict',
    positions: 'TypeName ArgumentList',
    read: readNewObject,
  },
  'write-output': {
    parameters: { InputObject: 'text' },
    switches: 'NoEnumerate',
    positions: 'InputObject',
    read: readOutput,
  },
  'write-host write-verbose write-warning write-error write-debug write-information write-progress write-eventlog out-null out-host out-gridview out-printer':
    { output: 'other', read: () => [] },
  'out-string convertto-json convertfrom-json convertto-html convertto-xml convertto-csv convertfrom-csv convertto-securestring convertfrom-securestring convertfrom-stringdata get-member format-table format-list format-wide format-custom':
    {
      parameters: {
        'InputObject Depth Property Width Delimiter Header SecureString Key String StringData AsPlainText Stream':
          'text',
      },
      positions: 'InputObject',
      pipe: 'InputObject',
      read: readText,
    },
};
