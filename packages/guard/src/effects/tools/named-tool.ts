import type { ParamValue } from '@sentinel-agentos/core';
import { readPath, writePath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import { effectOfAct, type ActDetails } from './act-effects.js';
import { readProgramText } from './code-tools.js';
import { readSqlAmong } from './database-tools.js';
import { openUrl, URLS } from './fetch-tools.js';
import { filesIn, readNamedFiles } from './file-tools.js';
import { namedActs } from './named-acts.js';
import { pathWord } from './path-word.js';
import { readCommandsAmong } from './shell-tools.js';
import { NOWHERE, UNKNOWN_TOOL, type ToolContext } from './tool-context.js';
import { hintedEffect, saysDestructive } from './tool-hints.js';
import { says, textsIn, textsOf, valuesIn, wholeOf, type ParamLayer } from './tool-params.js';
import { nounsIn } from './tool-nouns.js';
import { withPhrases, type Act } from './tool-verbs.js';
import { wordsOf } from './tool-words.js';

const COMMANDS = ['command', 'cmd', 'shellcommand', 'script', 'commandline', 'commands', 'bash', 'shell'];
const CODES = ['code', 'sourcecode', 'pythoncode', 'jscode', 'expression'];
const PATHS =
  'path filepath file filename filepaths paths files fullpath absolutepath targetpath directory folder'.split(
    ' ',
  );
const NEW_PLACES =
  'destination dest output outputpath outputfile outfile savepath saveto destinationpath'.split(' ');
const ATTACHMENTS = ['attachment', 'attachments', 'upload', 'uploads'];
const ACTIONS = ['action', 'operation', 'op', 'verb', 'method'];
const FILTERS = 'filter where query condition selector match criteria'.split(' ');
const IDENTITIES = 'id ids key keys name names uuid documentid recordid objectid rowid pk primarykey'.split(
  ' ',
);
const RECIPIENTS =
  'recipient payee beneficiary toaccount iban wallet destinationaccount accountnumber accountid card cardnumber paymentmethod toaddress receiver merchant customer'.split(
    ' ',
  );
const AMOUNTS = ['amount', 'amountcents', 'total', 'sum', 'price', 'lamports', 'wei'];

/** Words that mean more than one record. */
const SEVERAL = ['many', 'documents', 'records', 'rows', 'all', 'objects', 'entries'];

/**
 * A tool that is known by the words of its name at most. What its parameters say is added to that, and never makes it
 * milder; without words that are known it stays unknown, unless its server says what it does.
 */
export function readNamedTool(context: ToolContext): void {
  const { name, sink, call, said, world } = context;
  const named = namedActs(name.words);
  const hints =
    world.toolHints !== undefined && Object.hasOwn(world.toolHints, call.tool)
      ? world.toolHints[call.tool]
      : undefined;
  const known =
    named.looks || [...named.acts].some((act) => act !== 'read' && act !== 'reveal' && act !== 'run');
  const acts = new Set<Act>([...named.acts].filter((act) => known || act === 'run'));
  if (!known && hints === undefined) sink.effect(UNKNOWN_TOOL, call.tool, NOWHERE);
  if (hints !== undefined && (!known || saysDestructive(hints)))
    sink.effect(hintedEffect(hints), call.tool, NOWHERE);
  const details = detailsOf(context, name.words);
  for (const act of acts) {
    if (act !== 'run' || hints === undefined) sink.effect(effectOfAct(act, details), call.tool, NOWHERE);
  }
  const own = new Set(acts);
  readActions(context, acts);
  if (details.amount && says(said, RECIPIENTS) && !named.looks)
    sink.effect(effectOfAct('pay', details), call.tool, NOWHERE);
  for (const shell of context.shells) {
    readParams(context, acts, shell);
    // What an action parameter says comes on top: a secret that the tool would read it may still read.
    if (handlingOf(acts) !== handlingOf(own)) readNamedFiles(handlingOf(own), context.said, shell);
  }
}

const CHANGING: readonly Act[] = ['make', 'change', 'copy', 'download', 'merge', 'move', 'draft'];

/** What happens to the files that the parameters name. */
function handlingOf(acts: ReadonlySet<Act>): 'delete' | 'write' | 'read' {
  if (acts.has('delete') || acts.has('wipe')) return 'delete';
  return CHANGING.some((act) => acts.has(act)) ? 'write' : 'read';
}

/** What an action parameter adds to what the name says; the name's own acts stay as they are. */
function readActions(context: ToolContext, acts: Set<Act>): void {
  const { name, said, sink, call } = context;
  for (const { text, param } of said.flatMap((layer) => textsIn(layer, ACTIONS))) {
    const words = wordsOf(text);
    const details = detailsOf(context, [...name.words, ...words]);
    for (const act of namedActs(words).acts) {
      if (act === 'run') continue;
      acts.add(act);
      sink.effect(effectOfAct(act, details), call.tool, wholeOf({ text, param }));
    }
  }
}

/** Whatever else the parameters name: commands, code, statements, addresses and files. */
function readParams({ layers, said, call }: ToolContext, acts: ReadonlySet<Act>, shell: Shell): void {
  readCommandsAmong(layers, COMMANDS, shell);
  for (const found of textsOf(said, CODES)) readProgramText(found, new Set([null]), shell);
  readSqlAmong(textsOf(said, ['sql', 'statement', 'statements', 'query', 'queries', 'sqlstatements']), shell);
  for (const url of textsOf(said, URLS)) {
    if (/^[a-z][a-z0-9+.-]*:/i.test(url.text) || acts.size === 0) openUrl(url, shell);
  }
  const any = (...wanted: readonly Act[]): boolean => wanted.some((act) => acts.has(act));
  if (any('upload', 'send', 'publish')) {
    for (const path of filesIn(said, PATHS, shell))
      sendData(shell, readPath(shell, path), call.tool, path.evidence);
  }
  readNamedFiles(handlingOf(acts), said, shell);
  for (const target of textsOf(said, NEW_PLACES)) {
    if (/[/\\.]/.test(target.text) && !/^\w+:\/\//.test(target.text))
      writePath(shell, pathWord(target, shell), null, true);
  }
  for (const file of filesIn(said, ATTACHMENTS, shell)) {
    if (!/^(?:https?|data):/i.test(file.text))
      sendData(shell, readPath(shell, file), call.tool, file.evidence);
  }
}

function detailsOf({ name, said, layers }: ToolContext, spoken: readonly string[]): ActDetails {
  const words = new Set(withPhrases(spoken));
  const several = SEVERAL.some((word) => words.has(word));
  return {
    words,
    nouns: nounsIn([...name.space, ...spoken]),
    amount: layers.some((layer) => valuesIn(layer, AMOUNTS).some(isAmount)),
    live: textsOf(layers, ['environment', 'env', 'stage', 'target', 'cluster', 'branch', 'alias']).some(
      ({ text }) => /(?:^|[^a-z])(?:prod|production|live)(?:$|[^a-z])|生产/i.test(text),
    ),
    unlimited: several && isUnlimited(said),
  };
}

function isAmount(value: ParamValue): boolean {
  return typeof value === 'number' || (typeof value === 'string' && /\d/.test(value));
}

/** Whether all records are meant: by an empty filter, or because nothing says which. */
function isUnlimited(layers: readonly ParamLayer[]): boolean {
  const filters = layers.flatMap((layer) => valuesIn(layer, FILTERS));
  if (filters.length === 0) return !says(layers, IDENTITIES);
  // One that narrows nothing is enough: which of them the tool looks at, nobody knows.
  const given = filters.filter((value) => value !== null && value !== '');
  return given.length === 0 || given.some(isEmptyFilter);
}

function isEmptyFilter(value: ParamValue): boolean {
  if (value === null || typeof value === 'boolean') return true;
  if (typeof value === 'string') return /^\s*(?:\{\s*\}|\*|true|1\s*=\s*1|)\s*$/i.test(value);
  if (typeof value !== 'object' || value instanceof Uint8Array) return false;
  return Object.values(value as Readonly<Record<string, ParamValue>>).every((inner) => isEmptyValue(inner));
}

function isEmptyValue(value: ParamValue): boolean {
  return (
    typeof value === 'object' && value !== null && !(value instanceof Uint8Array) && isEmptyFilter(value)
  );
}
