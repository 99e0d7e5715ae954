import type { CmdletRow, CmdletTable } from '../../powershell/cmdlet-row.js';
import {
  readAddContent,
  readCarry,
  readClear,
  readClosedWriting,
  readFound,
  readGetContent,
  readNewItem,
  readRemoveItem,
  readRename,
  readTee,
} from '../../powershell/readers/items.js';

const FILTERS = 'Filter Include Exclude';
const LOOKING = 'Recurse Force Name File Directory Hidden System ReadOnly FollowSymlink';

const registryValue: CmdletRow = {
  parameters: { 'Path LiteralPath': 'write', 'Name Value PropertyType Type': 'text' },
  switches: 'Force PassThru',
  positions: 'Path Name Value',
  pipe: 'Path',
  output: 'other',
};
const exported: CmdletRow = {
  parameters: {
    'Path LiteralPath FilePath': 'write',
    'InputObject Delimiter Encoding NoClobber Depth As': 'text',
  },
  switches: 'NoTypeInformation Append Force UseCulture',
  positions: 'Path',
  output: 'other',
};
const imported: CmdletRow = {
  parameters: { 'Path LiteralPath FilePath': 'read', 'Delimiter Header Encoding': 'text' },
  positions: 'Path',
  pipe: 'Path',
};

/** Files, folders, their content, and what else has paths. */
export const ITEM_CMDLETS: CmdletTable = {
  'remove-item': {
    parameters: { 'Path LiteralPath': 'text', [FILTERS]: 'text', 'Stream Credential': 'text' },
    // `rm -rf` is what people type, whatever PowerShell says to it.
    switches: 'Recurse Force rf fr f r',
    positions: 'Path',
    pipe: 'Path',
    read: readRemoveItem,
  },
  'clear-content clear-item': {
    parameters: { 'Path LiteralPath': 'text', [FILTERS]: 'text', 'Stream Credential': 'text' },
    switches: 'Force',
    positions: 'Path',
    pipe: 'Path',
    read: readClear,
  },
  'remove-itemproperty clear-itemproperty': {
    parameters: { 'Path LiteralPath': 'delete', Name: 'text' },
    switches: 'Force',
    positions: 'Path Name',
    pipe: 'Path',
    output: 'other',
  },
  'set-itemproperty new-itemproperty rename-itemproperty copy-itemproperty move-itemproperty': registryValue,
  'set-item': {
    parameters: { 'Path LiteralPath': 'write', Value: 'text' },
    switches: 'Force PassThru',
    positions: 'Path Value',
    output: 'other',
  },
  'get-childitem': {
    parameters: { 'Path LiteralPath': 'text', [FILTERS]: 'text', 'Depth Attributes': 'text' },
    switches: LOOKING,
    positions: 'Path Filter',
    pipe: 'Path',
    read: readFound,
  },
  'get-item resolve-path convert-path get-itemproperty get-itempropertyvalue': {
    parameters: { 'Path LiteralPath': 'text', [FILTERS]: 'text', 'Name Stream': 'text' },
    switches: 'Force Relative',
    positions: 'Path Name',
    pipe: 'Path',
    read: readFound,
  },
  'get-content': {
    parameters: {
      'Path LiteralPath': 'text',
      'TotalCount Tail Encoding Delimiter ReadCount Stream': 'text',
      [FILTERS]: 'text',
      'Head First Last': 'text',
    },
    switches: 'Raw Wait Force AsByteStream',
    positions: 'Path',
    pipe: 'Path',
    read: readGetContent,
  },
  'set-content out-file': {
    parameters: {
      'Path LiteralPath FilePath': 'text',
      'Value InputObject Encoding Width Stream': 'text',
      [FILTERS]: 'text',
    },
    switches: 'Force NoNewline Append NoClobber PassThru AsByteStream',
    positions: 'Path Value',
    read: readAddContent,
  },
  'add-content': {
    parameters: { 'Path LiteralPath': 'text', 'Value Encoding Stream': 'text', [FILTERS]: 'text' },
    switches: 'Force NoNewline PassThru AsByteStream',
    positions: 'Path Value',
    read: readAddContent,
  },
  'tee-object': {
    parameters: { 'FilePath LiteralPath': 'text', 'Variable InputObject Encoding': 'text' },
    switches: 'Append',
    positions: 'FilePath',
    read: readTee,
  },
  'copy-item move-item': {
    parameters: {
      'Path LiteralPath': 'text',
      'Destination ToSession FromSession Credential': 'text',
      [FILTERS]: 'text',
    },
    switches: 'Recurse Force Container PassThru r',
    positions: 'Path Destination',
    pipe: 'Path',
    read: readCarry,
  },
  'rename-item': {
    parameters: { 'Path LiteralPath': 'text', NewName: 'text' },
    switches: 'Force PassThru',
    positions: 'Path NewName',
    pipe: 'Path',
    read: readRename,
  },
  'new-item new-directory': {
    parameters: { Path: 'text', 'Name ItemType Type Value Target Credential': 'text' },
    switches: 'Force p',
    positions: 'Path',
    pipe: 'Value',
    read: readNewItem,
  },
  'compress-archive expand-archive': {
    parameters: { 'Path LiteralPath': 'text', 'DestinationPath CompressionLevel': 'text' },
    switches: 'Force Update PassThru',
    positions: 'Path DestinationPath',
    pipe: 'Path',
    read: readClosedWriting,
  },
  'export-csv export-clixml export-alias export-formatdata': exported,
  'import-csv import-clixml import-powershelldatafile import-localizeddata': imported,
  'get-filehash get-acl get-authenticodesignature format-hex': {
    parameters: { 'Path LiteralPath': 'read', 'Algorithm InputStream Count': 'text' },
    positions: 'Path Algorithm',
    pipe: 'Path',
    output: 'other',
  },
  'select-string': {
    parameters: {
      'Path LiteralPath': 'read',
      'Pattern InputObject Context Encoding Culture': 'text',
      [FILTERS]: 'text',
    },
    switches: 'Quiet SimpleMatch CaseSensitive AllMatches NotMatch List Raw NoEmphasis',
    positions: 'Pattern Path',
    // What comes through the pipe is searched: files by their content.
    pipe: 'InputObject',
  },
  'test-path join-path split-path': {
    parameters: {
      'Path LiteralPath': 'text',
      'ChildPath AdditionalChildPath PathType NewerThan OlderThan': 'text',
      [FILTERS]: 'text',
    },
    switches: 'IsValid Resolve Parent Leaf LeafBase Extension Qualifier NoQualifier IsAbsolute',
    positions: 'Path ChildPath',
    pipe: 'Path',
    read: readFound,
  },
  'unblock-file': {
    parameters: { 'Path LiteralPath': 'text' },
    positions: 'Path',
    pipe: 'Path',
    output: 'other',
  },
};
