import { shape, type EffectShape } from '../effect-shape.js';
import { isPublishedInstaller } from '../network/installer-url.js';
import { isKnown, SOMETHING, Taint, unknownData, type Data } from '../shell/data.js';
import { deletePath, readPath, readQuietly, writePath } from '../shell/file-acts.js';
import { fetchUrl, sendData } from '../shell/network-acts.js';
import { isDiverted } from '../shell/shell-state.js';
import { isCriticalProcess } from '../tables/windows-processes.js';
import { builtCommand } from './built-command.js';
import { blockOf } from './casts.js';
import { decodeBytes } from './decode.js';
import { pathsOf } from './paths.js';
import { NO_INPUT, spendText, type Session } from './session.js';
import { stringMethod } from './string-members.js';
import {
  EMPTY_VALUE,
  itemsOf,
  joinedText,
  listOf,
  objectValue,
  roundsOf,
  taintOf,
  type Value,
} from './value.js';

const STOPPED = shape('process.kill', 'process', 'hard', 'normal');
const REBOOT = shape('process.kill', 'host', 'hard', 'critical');
const OBJECT_LOST = shape('fs.delete', 'host', 'irreversible', 'sensitive');
const BACKUPS_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const ACCOUNT = shape('privilege.gain', 'host', 'partial', 'normal');
const WEAKENED = shape('privilege.gain', 'host', 'partial', 'sensitive');
const MEMORY = shape('code.exec', 'workspace', 'hard', 'sensitive');
const SECRET = shape('secret.read', 'process', 'irreversible', 'critical');
const DOWNLOADED = unknownData(Taint.download);

type Method = (target: Value, args: readonly Value[], session: Session) => Value;

const fetches: Method = (_target, [url = EMPTY_VALUE], session) => {
  fetchUrl(session.shell, url, session.evidence);
  const published = isPublishedInstaller(url.text) && !isDiverted(session.shell);
  return objectValue('http', DOWNLOADED.text, published ? Taint.published : Taint.download);
};
const fetchesFile: Method = (target, args, session) => {
  fetches(target, args, session);
  writeTo(args[1], session, DOWNLOADED);
  return EMPTY_VALUE;
};
const sends: Method = (_target, args, session) => {
  const [url = EMPTY_VALUE, ...rest] = args;
  const data = rest.at(-1) ?? EMPTY_VALUE;
  sendData(session.shell, { text: data.text, taint: taintOf(rest) }, url.text, session.evidence);
  return objectValue('http', DOWNLOADED.text, Taint.download);
};
const sendsFile: Method = (_target, args, session) => {
  const [url = EMPTY_VALUE] = args;
  for (const path of pathsOf(args.at(-1) ?? EMPTY_VALUE, session, true))
    sendData(session.shell, readPath(session.shell, path), url.text, session.evidence);
  return DOWNLOADED;
};
const noting =
  (effect: EffectShape): Method =>
  (target, _args, session) => {
    session.shell.reading.sink.effect(effect, target.text, session.evidence);
    return EMPTY_VALUE;
  };
const runsText: Method = (target, args, session) => {
  const text = args[0] ?? EMPTY_VALUE;
  return listOf([target, ...session.engine.text(text, session, false)].slice(1));
};
const runsCommandLine: Method = (target, args, session) => {
  if (target.object !== 'com' && target.object !== 'wmi' && target.object !== 'process') return SOMETHING;
  runLine({ text: joinedText(args, ' '), taint: taintOf(args) }, session);
  return SOMETHING;
};
const hidden: Method = noting(MEMORY);

/** Runs a line as a new process of Windows. */
export function runLine(line: Data, session: Session): void {
  session.shell.reading.engine.cmd(line, session.shell, session.io, session.evidence);
}

function writeTo(path: Value | undefined, session: Session, data: Data): void {
  if (path === undefined) return;
  for (const word of pathsOf(path, session, true)) writePath(session.shell, word, data);
}

/** Methods whose names say what they do, whatever object they belong to. */
const METHODS: Readonly<Record<string, Method>> = {
  'downloadstring downloadstringasync downloadstringtaskasync downloaddata downloaddataasync downloaddatataskasync openread getstringasync getbytearrayasync getasync getstreamasync':
    fetches,
  'downloadfile downloadfileasync downloadfiletaskasync': fetchesFile,
  'uploadstring uploadstringasync uploadstringtaskasync uploaddata uploaddataasync uploadvalues postasync putasync sendasync patchasync':
    sends,
  'uploadfile uploadfileasync uploadfiletaskasync': sendsFile,
  'navigate navigate2': fetches,
  'deletefolder deletefile': (_target, [path = EMPTY_VALUE], session) => {
    for (const word of pathsOf(path, session)) deletePath(session.shell, word, true);
    return EMPTY_VALUE;
  },
  'movefolder movefile': (_target, [from = EMPTY_VALUE, to], session) => {
    for (const word of pathsOf(from, session)) deletePath(session.shell, word, true, true);
    writeTo(to, session, unknownData(from.taint));
    return EMPTY_VALUE;
  },
  'copyfolder copyfile': (_target, [from = EMPTY_VALUE, to], session) => {
    let taint = from.taint;
    for (const word of pathsOf(from, session)) taint |= readQuietly(session.shell, word, true).taint;
    writeTo(to, session, unknownData(taint));
    return EMPTY_VALUE;
  },
  opentextfile: (_target, [path = EMPTY_VALUE, mode], session) => {
    const words = pathsOf(path, session, true);
    if (mode === undefined || mode.text === '1')
      return listOf(words.map((word) => readPath(session.shell, word)));
    for (const word of words) writePath(session.shell, word, null);
    return SOMETHING;
  },
  'createtextfile createshortcut': (_target, [path], session) => {
    writeTo(path, session, SOMETHING);
    return SOMETHING;
  },
  getfolder: (_target, [path = EMPTY_VALUE]) => ({ ...path, object: 'item' }),
  getfile: (_target, [path = EMPTY_VALUE]) => ({ ...path, object: 'item' }),
  'retrieveall retrieve retrievepassword findallbyresource findallbyusername': (target, _args, session) => {
    session.shell.reading.sink.effect(SECRET, target.text, session.evidence);
    return unknownData(Taint.secret);
  },
  invokescript: runsText,
  'run exec shellexecute create': runsCommandLine,
  'kill terminate closemainwindow stopservice': (target, args, session) =>
    noting(target.text === '*' || isCriticalProcess(target.text) ? REBOOT : STOPPED)(target, args, session),
  'win32shutdown win32shutdowntracker reboot shutdown': noting(REBOOT),
  'setpassword setinfo changestartmode': noting(ACCOUNT),
  'virtualalloc virtualprotect createthread createremotethread writeprocessmemory getdelegateforfunctionpointer loadlibrary':
    hidden,
};
const BY_NAME: ReadonlyMap<string, Method> = new Map(
  Object.entries(METHODS).flatMap(([names, method]) =>
    names.split(' ').map((name): [string, Method] => [name, method]),
  ),
);

/** Calls a method of an object. */
export function callMethod(name: string, target: Value, args: readonly Value[], session: Session): Value {
  const { shell } = session;
  if (args.some((arg) => /amsi(?:utils|initfailed|context|session)/i.test(arg.text)))
    shell.reading.sink.effect(WEAKENED, 'AMSI', session.evidence);
  if (/^(?:invoke|invokereturnasis|invokewithcontext|foreach|where)$/.test(name))
    return runTarget(name, target, args, session);
  if (
    target.object === 'socket' &&
    /^(?:write|writeline|writeasync|writelineasync|send|sendto)$/.test(name)
  ) {
    sendData(shell, { text: args[0]?.text ?? '', taint: taintOf(args) }, target.text, session.evidence);
    return EMPTY_VALUE;
  }
  if (target.object === 'process' && name === 'start') {
    runLine(target, session);
    return EMPTY_VALUE;
  }
  if (target.object === 'com' && name === 'open') {
    fetchUrl(shell, args[1] ?? EMPTY_VALUE, session.evidence);
    return EMPTY_VALUE;
  }
  if (target.object === 'com' && name === 'send') {
    if (args.length > 0)
      sendData(shell, { text: args[0]?.text ?? '', taint: taintOf(args) }, '', session.evidence);
    return EMPTY_VALUE;
  }
  if (name === 'delete') return deleteObject(target, args, session);
  if (name === 'format' && target.object === 'wmi') return noting(BACKUPS_LOST)(target, args, session);
  if (name === 'save' || name === 'copyto' || name === 'moveto') {
    if (name === 'moveto') deleteObject(target, args, session);
    writeTo(args[0], session, unknownData(target.taint));
    return EMPTY_VALUE;
  }
  if (name === 'getstring' || name === 'getchars')
    return decodeBytes(args[0] ?? EMPTY_VALUE, target.object === 'encoding' ? target.text : 'utf8');
  if (name === 'getbytes') return { text: args[0]?.text ?? '', taint: taintOf([target, ...args]) };
  if (name === 'newscriptblock')
    return spendText(args[0]?.text ?? '', session) ? blockOf(args[0] ?? EMPTY_VALUE) : SOMETHING;
  if (/^(?:getcommand|getcmdlet)$/.test(name)) return args[0] ?? SOMETHING;
  if (target.object === 'pipeline') return builtCommand(name, target, args, session);
  const known = BY_NAME.get(name);
  if (known !== undefined) return known(target, args, session);
  return stringMethod(name, target, args) ?? ofUnknown(target, args);
}

function ofUnknown(target: Value, args: readonly Value[]): Value {
  const taint = (target.taint | taintOf(args)) & ~Taint.unset;
  return target.object === undefined || target.object === 'item' || target.object === 'number'
    ? unknownData(taint)
    : { ...target, taint };
}

/** `$block.Invoke()`, `$list.ForEach({ … })`, and a command in a variable. */
function runTarget(name: string, target: Value, args: readonly Value[], session: Session): Value {
  const { engine } = session;
  const block = args[0]?.block;
  if (block !== undefined && (name === 'foreach' || name === 'where')) {
    const results = roundsOf(itemsOf(target)).flatMap((item) =>
      engine.block(block, session, { item, same: true }),
    );
    return name === 'where' ? target : listOf(results);
  }
  if (name === 'foreach') {
    // `ForEach('Name', …)` calls a method of each.
    const method = args[0]?.text.toLowerCase() ?? '';
    return listOf(roundsOf(itemsOf(target)).map((item) => callMethod(method, item, args.slice(1), session)));
  }
  if (name === 'where') return target;
  const given = args.map((value) => ({ name: null, value, raw: value }));
  if (target.block !== undefined) return listOf(engine.block(target.block, session, { args: given }));
  if (target.object === 'com' || target.object === 'type') return SOMETHING;
  if (target.object === 'pipeline') return listOf(engine.text(target, session, false));
  if ((target.taint & (Taint.decoded | Taint.download)) !== 0)
    return listOf(engine.text(target, session, false));
  return isKnown(target.text) && target.text !== ''
    ? listOf(engine.command(target, given, session, NO_INPUT))
    : SOMETHING;
}

function deleteObject(target: Value, args: readonly Value[], session: Session): Value {
  const { shell } = session;
  if (target.object === 'wmi') {
    shell.reading.sink.effect(
      /shadow/i.test(target.text) ? BACKUPS_LOST : OBJECT_LOST,
      target.text,
      session.evidence,
    );
  } else if (target.object === 'item') {
    for (const path of pathsOf(target, session)) deletePath(shell, path, args.length > 0);
  } else {
    shell.reading.sink.effect(shape('unknown', 'host', 'partial', 'normal'), target.text, session.evidence);
  }
  return EMPTY_VALUE;
}
