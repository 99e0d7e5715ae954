import { shape } from '../../effect-shape.js';
import { readSql } from '../../sql/read-sql.js';
import { readPath } from '../../shell/file-acts.js';
import { unknownData } from '../../shell/data.js';
import { isCriticalProcess } from '../../tables/windows-processes.js';
import { isGiven, valueOf, type CmdletCall } from '../cmdlet-row.js';
import { runLine } from '../object-members.js';
import { pathsOf } from '../paths.js';
import { EMPTY_VALUE, itemsOf, objectValue, taintOf, textValue, type Value } from '../value.js';

const KILLED = shape('process.kill', 'workspace', 'hard', 'normal');
const STOPPED = shape('process.kill', 'host', 'partial', 'normal');
const MACHINE_DOWN = shape('process.kill', 'host', 'hard', 'critical');
const SERVICE = shape('privilege.gain', 'host', 'hard', 'sensitive');
const RESTARTED = shape('process.spawn', 'host', 'easy', 'normal');
const SETTING = shape('process.spawn', 'host', 'partial', 'normal');
const SCHEDULED = shape('fs.write', 'host', 'partial', 'normal');
const BACKUPS_LOST = shape('fs.delete', 'host', 'irreversible', 'critical');
const UNREAD = shape('unknown', 'host', 'partial', 'normal');

/** `Stop-Process`: one process, or those that hold the machine up. */
export function readStopProcess(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const named = valueOf(call, 'name id inputobject') ?? EMPTY_VALUE;
  const names = itemsOf(named).map((item) => item.text);
  const all = names.includes('*') && call.input.filtered !== true;
  const effect = all || names.some(isCriticalProcess) ? MACHINE_DOWN : KILLED;
  session.shell.reading.sink.effect(effect, names.join(' '), session.evidence);
  return [];
}

/** `Get-Process`: those of the names given, or all there are. */
export function readGetProcess(call: CmdletCall): readonly Value[] {
  const named = valueOf(call, 'name id') ?? textValue('*');
  return itemsOf(named).map((item) => ({ ...item, object: 'process' }));
}

/** Services: a new one is code that runs with all rights. */
export function readService(call: CmdletCall): readonly Value[] {
  const { session, name } = call;
  const { sink } = session.shell.reading;
  const target = valueOf(call, 'name displayname inputobject')?.text ?? '';
  const binary = valueOf(call, 'binarypathname');
  const disabled = /disabled/i.test(valueOf(call, 'startuptype')?.text ?? '');
  if (name === 'new-service' || binary !== null) {
    sink.effect(SERVICE, target, session.evidence);
    if (binary !== null) runLine(binary, session);
  } else if (name === 'restart-service') {
    sink.effect(RESTARTED, target, session.evidence);
  } else if (name === 'set-service' && !disabled && !isGiven(call, 'status')) {
    sink.effect(SETTING, target, session.evidence);
  } else {
    sink.effect(STOPPED, target, session.evidence);
  }
  return [];
}

/** Tasks and events that run something later: what they run is read as well. */
export function readScheduled(call: CmdletCall): readonly Value[] {
  const { session } = call;
  session.shell.reading.sink.effect(SCHEDULED, valueOf(call, 'taskname name')?.text ?? '', session.evidence);
  const block = valueOf(call, 'scriptblock');
  if (block?.block !== undefined) session.engine.block(block.block, session);
  const program = valueOf(call, 'execute');
  if (program !== null) {
    const words = [program, ...itemsOf(valueOf(call, 'argument') ?? EMPTY_VALUE)];
    runLine({ text: words.map((word) => word.text).join(' '), taint: taintOf(words) }, session);
  }
  return [];
}

/** `Invoke-CimMethod`: starts processes, deletes backups, and what else WMI can do. */
export function readCimMethod(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { sink } = session.shell.reading;
  const about = valueOf(call, 'classname class path inputobject query')?.text ?? '';
  const method = valueOf(call, 'methodname name')?.text ?? '';
  const args = valueOf(call, 'arguments argumentlist') ?? EMPTY_VALUE;
  const line = args.entries?.get('commandline') ?? itemsOf(args)[0] ?? EMPTY_VALUE;
  if (/win32_process\b/i.test(about) && /^create$/i.test(method)) runLine(line, session);
  else if (/shadow/i.test(about)) sink.effect(BACKUPS_LOST, about, session.evidence);
  else if (/shutdown|reboot/i.test(method)) sink.effect(MACHINE_DOWN, about, session.evidence);
  else if (/^(?:terminate|stopservice)$/i.test(method)) sink.effect(STOPPED, about, session.evidence);
  else if (!/^get/i.test(method)) sink.effect(UNREAD, `${about} ${method}`, session.evidence);
  return [unknownData(0)];
}

/** `Get-CimInstance`: objects whose methods do things. */
export function readWmi(call: CmdletCall): readonly Value[] {
  const about = valueOf(call, 'classname class query') ?? EMPTY_VALUE;
  return [objectValue('wmi', about.text, about.taint)];
}

/** `Invoke-Sqlcmd`: statements given, or those of a file. */
export function readSqlCommand(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell, evidence } = session;
  const query = valueOf(call, 'query');
  if (query !== null) readSql(query.text, shell, evidence);
  for (const path of pathsOf(valueOf(call, 'inputfile') ?? EMPTY_VALUE, session, true))
    readSql(readPath(shell, path).text, shell, evidence);
  return [unknownData(0)];
}
