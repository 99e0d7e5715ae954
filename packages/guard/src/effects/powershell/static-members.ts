import { shape } from '../effect-shape.js';
import { isKnown, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { deletePath, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { judgeOrigin } from '../shell/judge-code.js';
import { fetchUrl } from '../shell/network-acts.js';
import { windowsVariable } from '../shell/windows-environment.js';
import { blockOf } from './casts.js';
import { fromBase64 } from './decode.js';
import { createObject } from './objects.js';
import { runLine } from './object-members.js';
import { madeUp } from './operators.js';
import { pathsOf } from './paths.js';
import { spendText, type Session } from './session.js';
import {
  EMPTY_VALUE,
  itemsOf,
  joinedText,
  listOf,
  objectValue,
  taintOf,
  textValue,
  type Value,
} from './value.js';
import { writeVariable } from './variables.js';

const HIDDEN = shape('code.exec', 'workspace', 'hard', 'sensitive');
const STOPPED = shape('process.kill', 'host', 'hard', 'critical');
const UNREAD = shape('unknown', 'host', 'partial', 'normal');

type StaticMethod = (args: readonly Value[], session: Session) => Value;

const deletes =
  (tree: boolean): StaticMethod =>
  ([path = EMPTY_VALUE, deep], session) => {
    const all = tree && deep !== undefined && !/^(?:false|0)$/i.test(deep.text);
    for (const word of pathsOf(path, session, true)) deletePath(session.shell, word, all);
    return EMPTY_VALUE;
  };
const reads: StaticMethod = ([path = EMPTY_VALUE], session) =>
  listOf(pathsOf(path, session, true).map((word) => readPath(session.shell, word)));
const writes: StaticMethod = ([path = EMPTY_VALUE, content], session) => {
  for (const word of pathsOf(path, session, true)) writePath(session.shell, word, content ?? null);
  return EMPTY_VALUE;
};
const carries =
  (moves: boolean): StaticMethod =>
  ([from = EMPTY_VALUE, to = EMPTY_VALUE], session) => {
    let data: Data = EMPTY_VALUE;
    for (const word of pathsOf(from, session, true)) {
      data = readQuietly(session.shell, word, true);
      if (moves) deletePath(session.shell, word, true);
    }
    for (const word of pathsOf(to, session, true)) writePath(session.shell, word, data);
    return EMPTY_VALUE;
  };
/** Code that no one reads is loaded. */
const loads: StaticMethod = (args, session) => {
  const taint = taintOf(args);
  judgeOrigin(unknownData(taint), session.shell, session.evidence);
  session.shell.reading.sink.effect(HIDDEN, args[0]?.text ?? '', session.evidence);
  return unknownData(taint);
};
const joins: StaticMethod = (args) =>
  textValue(
    joinedText(
      args.flatMap(itemsOf).map((arg) => ({ ...arg, text: arg.text.replace(/[\\/]$/, '') })),
      '/',
    ),
    taintOf(args),
  );

/** Static methods by type and name. */
const METHODS: Readonly<Record<string, StaticMethod>> = {
  'io.file::delete': deletes(false),
  'io.directory::delete': deletes(true),
  'microsoft.visualbasic.fileio.filesystem::deletedirectory': ([path = EMPTY_VALUE], session) =>
    deletes(true)([path, textValue('true')], session),
  'microsoft.visualbasic.fileio.filesystem::deletefile': deletes(false),
  'io.file::readalltext io.file::readalllines io.file::readallbytes io.file::readlines io.file::openread io.file::opentext':
    reads,
  'io.file::writealltext io.file::writealllines io.file::writeallbytes io.file::appendalltext io.file::appendalllines io.file::create io.file::createtext io.file::openwrite io.file::open io.directory::createdirectory':
    writes,
  'io.file::copy io.compression.zipfile::createfromdirectory io.compression.zipfile::extracttodirectory':
    carries(false),
  'io.file::move io.directory::move io.file::replace': carries(true),
  'io.path::combine io.path::join': joins,
  'io.path::getfullpath': ([path = EMPTY_VALUE]) => path,
  'io.path::gettemppath': (_args, session) => textValue(session.shell.reading.world.facts.temp),
  'convert::frombase64string': ([text = EMPTY_VALUE]) => fromBase64(text),
  'convert::tochar': ([code = EMPTY_VALUE]) => madeUp(code),
  'convert::tostring': ([value = EMPTY_VALUE]) => value,
  'convert::tobase64string': ([value = EMPTY_VALUE]) => unknownData(value.taint),
  'string::join': ([separator = EMPTY_VALUE, ...rest]) =>
    textValue(joinedText(rest.flatMap(itemsOf), separator.text), taintOf(rest)),
  'string::concat string::new': (args) => textValue(joinedText(args.flatMap(itemsOf), ''), taintOf(args)),
  'regex::replace regex::matches regex::match regex::split': (args) => madeUp(...args),
  'regex::escape regex::unescape uri::unescapedatastring uri::escapedatastring net.webutility::urldecode': ([
    value = EMPTY_VALUE,
  ]) => value,
  'environment::getenvironmentvariable': ([name = EMPTY_VALUE], session) =>
    windowsVariable(name.text, session.shell),
  'environment::setenvironmentvariable': ([name = EMPTY_VALUE, value = EMPTY_VALUE, target], session) => {
    writeVariable(`env:${name.text}`, value, session);
    if (target !== undefined && !/process/i.test(target.text))
      session.shell.reading.sink.effect(
        shape('fs.write', 'host', 'partial', 'normal'),
        name.text,
        session.evidence,
      );
    return EMPTY_VALUE;
  },
  'environment::getfolderpath': ([name = EMPTY_VALUE], session) => folderPath(name.text, session),
  'environment::expandenvironmentvariables': ([text = EMPTY_VALUE], session) =>
    textValue(
      text.text.replaceAll(
        /%([^%\s]{1,64})%/g,
        (_whole, name: string) => windowsVariable(name, session.shell).text,
      ),
      text.taint,
    ),
  'environment::failfast': (_args, session) => {
    session.shell.reading.sink.effect(STOPPED, '', session.evidence);
    return EMPTY_VALUE;
  },
  'diagnostics.process::start': ([file = EMPTY_VALUE, ...args], session) => {
    runLine({ text: joinedText([file, ...args], ' '), taint: taintOf([file, ...args]) }, session);
    return objectValue('process', file.text);
  },
  'scriptblock::create management.automation.scriptblock::create': ([text = EMPTY_VALUE], session) =>
    spendText(text.text, session) ? blockOf(text) : SOMETHING,
  'net.webrequest::create net.httpwebrequest::create net.webrequest::createhttp': (
    [url = EMPTY_VALUE],
    session,
  ) => {
    fetchUrl(session.shell, url, session.evidence);
    return objectValue('http', '\0', Taint.download);
  },
  'reflection.assembly::load reflection.assembly::loadfile reflection.assembly::loadfrom reflection.assembly::unsafeloadfrom appdomain::currentdomain':
    loads,
  'activator::createinstance': loads,
  'powershell::create management.automation.powershell::create': () => objectValue('pipeline', ''),
};
const BY_NAME: ReadonlyMap<string, StaticMethod> = new Map(
  Object.entries(METHODS).flatMap(([names, method]) =>
    names.split(' ').map((name): [string, StaticMethod] => [name, method]),
  ),
);

/** Types that only compute. */
const COMPUTING =
  /^(?:math|datetime|datetimeoffset|timespan|guid|string|char|int|int32|int64|long|double|decimal|bool|byte|convert|bitconverter|regex|text\..*|uri|version|array|enum|console|environment|io\.path|collections\..*|linq\..*|globalization\..*|xml|xml\..*|datatable|net\.ipaddress|net\.mail\.mailaddress|net\.webutility|web\.httputility|numerics\..*|random|security\.cryptography\..*|management\.automation\.(?:language|wildcardpattern|psobject|pscredential|psserializer).*|runtime\.interopservices\.runtimeinformation|tuple|stringcomparer|nullable.*|pscustomobject|psobject|hashtable|ordered|switch|ref|diagnostics\.stopwatch|threading\.thread|net\.servicepointmanager|net\.securityprotocoltype)$/;
const LOOKS =
  /^(?:get|to|parse|is|new|from|try|contains|exists|compare|equals|format|concat|join|empty|now|utcnow|today|newguid|max|min|round|floor|ceiling|abs|match|split|escape|combine|enumerate|readkey|readline|resolve)/;

/** Calls a static method of a type. */
export function callStatic(type: string, name: string, args: readonly Value[], session: Session): Value {
  const method = BY_NAME.get(`${type}::${name}`) ?? BY_NAME.get(`io.${type}::${name}`);
  if (method !== undefined) return method(args, session);
  if (name === 'new') return createObject(type, args, session);
  if (type === 'array' && name === 'reverse') return EMPTY_VALUE;
  if (!COMPUTING.test(type) && !LOOKS.test(name)) {
    session.shell.reading.sink.finding('shell.foreign-syntax', session.evidence, `[${type}]::${name}`);
    session.shell.reading.sink.effect(UNREAD, `[${type}]::${name}`, session.evidence);
  }
  if (/^runtime\.interopservices\.marshal$/.test(type))
    session.shell.reading.sink.effect(HIDDEN, name, session.evidence);
  return args.some((arg) => !isKnown(arg.text)) || args.length > 0 ? unknownData(taintOf(args)) : SOMETHING;
}

/** A static property: encodings are objects, everything else is a value nobody knows. */
export function staticProperty(type: string, name: string, session: Session): Value {
  if (/^text\.\w*encoding$/.test(type)) return objectValue('encoding', `${name}${type}`);
  if (type === 'environment' && name === 'currentdirectory') return objectValue('item', session.shell.cwd);
  if (type === 'string' && name === 'empty') return EMPTY_VALUE;
  if (type === 'io.path' && name.endsWith('separatorchar')) return textValue('\\');
  return objectValue('type', `${type}.${name}`);
}

const FOLDERS: Readonly<Record<string, string>> = {
  userprofile: '~',
  personal: '~/Documents',
  mydocuments: '~/Documents',
  desktop: '~/Desktop',
  desktopdirectory: '~/Desktop',
  startup: '~/AppData/Roaming/Microsoft/Windows/Start Menu/Programs/Startup',
  commonstartup: 'C:/ProgramData/Microsoft/Windows/Start Menu/Programs/Startup',
  system: 'C:/Windows/System32',
  windows: 'C:/Windows',
  programfiles: 'C:/Program Files',
  commonapplicationdata: 'C:/ProgramData',
};

function folderPath(name: string, session: Session): Value {
  const lower = name.toLowerCase();
  if (lower === 'applicationdata') return windowsVariable('appdata', session.shell);
  if (lower === 'localapplicationdata') return windowsVariable('localappdata', session.shell);
  const folder = Object.hasOwn(FOLDERS, lower) ? FOLDERS[lower] : undefined;
  if (folder === undefined) return SOMETHING;
  return objectValue(
    'item',
    folder.replace(/^~/, () => session.shell.reading.world.facts.home),
  );
}
