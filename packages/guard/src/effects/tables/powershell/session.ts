import { shape } from '../../effect-shape.js';
import type { CmdletRow, CmdletTable } from '../../powershell/cmdlet-row.js';
import { readImportModule, readPopLocation, readSetLocation } from '../../powershell/readers/places.js';
import {
  readGetCommand,
  readGetVariable,
  readSetAlias,
  readSetVariable,
} from '../../powershell/readers/values.js';

const CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const HIDDEN = shape('code.exec', 'workspace', 'hard', 'sensitive');

const place: CmdletRow = {
  parameters: { 'Path LiteralPath StackName': 'text' },
  switches: 'PassThru',
  positions: 'Path',
  read: readSetLocation,
};
/** Changes nothing but the session itself. */
const own: CmdletRow = { output: 'other' };

/** What only concerns the session: places, variables, names, modules. */
export const SESSION_CMDLETS: CmdletTable = {
  'set-location push-location': place,
  'pop-location': { read: readPopLocation },
  'get-location': { read: ({ session }) => [{ text: session.shell.cwd, taint: 0, object: 'item' }] },
  'set-variable new-variable': {
    parameters: { 'Name Value Scope Option Description Visibility': 'text' },
    switches: 'Force PassThru',
    positions: 'Name Value',
    read: readSetVariable,
  },
  'get-variable': {
    parameters: { 'Name Scope': 'text' },
    switches: 'ValueOnly',
    positions: 'Name',
    read: readGetVariable,
  },
  'set-alias new-alias': {
    parameters: { 'Name Value Scope Option Description': 'text' },
    switches: 'Force PassThru',
    positions: 'Name Value',
    read: readSetAlias,
  },
  'get-command get-alias': {
    parameters: { 'Name Definition Module CommandType': 'text' },
    switches: 'All ListImported',
    positions: 'Name',
    read: readGetCommand,
  },
  'import-module': {
    parameters: { 'Name RequiredVersion MinimumVersion Prefix Function Cmdlet': 'text', Assembly: 'run' },
    switches: 'Force Global PassThru DisableNameChecking SkipEditionCheck',
    positions: 'Name',
    read: readImportModule,
  },
  'add-type': {
    parameters: {
      'TypeDefinition MemberDefinition Name Namespace UsingNamespace ReferencedAssemblies Language OutputAssembly':
        'text',
      'AssemblyName Assembly': 'text',
      'Path LiteralPath': 'run',
    },
    switches: 'PassThru IgnoreWarnings',
    positions: 'TypeDefinition',
    cases: [
      { has: 'AssemblyName', effect: null },
      { has: 'Path LiteralPath', effect: null },
    ],
    effect: HIDDEN,
    output: 'other',
  },
  'invoke-pester invoke-build invoke-psake invoke-scriptanalyzer invoke-formatter invoke-plaster invoke-task':
    {
      parameters: { 'Path Script Task File': 'text' },
      positions: 'Path',
      effect: CODE,
      output: 'other',
    },
  'set-strictmode set-psdebug set-psreadlineoption set-psreadlinekeyhandler set-culture update-typedata update-formatdata update-help start-sleep start-transcript stop-transcript clear-host clear-variable remove-variable remove-module remove-job stop-job remove-alias remove-typedata clear-history register-argumentcompleter register-objectevent unregister-event new-event new-guid new-timespan new-modulemanifest add-member set-psbreakpoint remove-psbreakpoint add-history start-psreadline new-temporaryfile export-modulemember set-clipboard invoke-history new-psdrive remove-psdrive enter-pshostprocess use-culture save-help set-outputencoding receive-job add-psssnapin':
    own,
};
