import { Taint, unknownData } from '../../shell/data.js';
import { isGiven, valueOf, type CmdletCall } from '../cmdlet-row.js';
import { createComObject, createObject } from '../objects.js';
import { EMPTY_VALUE, itemsOf, listOf, printedText, taintOf, type Value } from '../value.js';
import { writeVariable } from '../variables.js';

/** `New-Object`. */
export function readNewObject(call: CmdletCall): readonly Value[] {
  const com = valueOf(call, 'comobject');
  if (com !== null) return [createComObject(com.text)];
  const type =
    valueOf(call, 'typename')
      ?.text.toLowerCase()
      .replace(/^system\./, '') ?? '';
  const args = itemsOf(valueOf(call, 'argumentlist') ?? EMPTY_VALUE).filter(
    (value) => value.text !== '' || value.object !== undefined,
  );
  return [createObject(type, args, call.session)];
}

/** `Write-Output`: what is given or came in. */
export function readOutput(call: CmdletCall): readonly Value[] {
  const given = valueOf(call, 'inputobject');
  return given === null ? call.input.values : itemsOf(given);
}

/** `Out-String` and the converters: the same, as text. */
export function readText(call: CmdletCall): readonly Value[] {
  if (call.name === 'out-string') {
    const text = printedText(
      call.input.values.length > 0 ? call.input.values : [valueOf(call, 'inputobject') ?? EMPTY_VALUE],
    );
    return [text];
  }
  const taint = taintOf([...call.input.values, ...call.given.values()]) & ~Taint.unset;
  return [unknownData(taint)];
}

/** `Set-Variable`, `New-Variable`. */
export function readSetVariable(call: CmdletCall): readonly Value[] {
  const name = valueOf(call, 'name');
  const value = valueOf(call, 'value') ?? listOf(call.input.values);
  if (name !== null) writeVariable(name.text.toLowerCase(), value, call.session);
  return isGiven(call, 'passthru') ? [value] : [];
}

/** `Get-Variable`: its value, also where a pattern names it. */
export function readGetVariable(call: CmdletCall): readonly Value[] {
  const name = valueOf(call, 'name');
  if (name === null) return [unknownData(0)];
  if (/[*?]/.test(name.text)) return [unknownData(Taint.decoded)];
  return [call.session.engine.evaluate({ kind: 'variable', name: name.text.toLowerCase() }, call.session)];
}

/** `Set-Alias`, `New-Alias`: a name gets another meaning. */
export function readSetAlias(call: CmdletCall): readonly Value[] {
  const name = valueOf(call, 'name');
  const value = valueOf(call, 'value');
  if (name !== null && value !== null)
    call.session.aliases.set(name.text.toLowerCase(), value.text.toLowerCase());
  return [];
}

/** `Get-Command NAME`, `Get-Alias NAME`: the command that a name stands for, to be called. */
export function readGetCommand(call: CmdletCall): readonly Value[] {
  const name = valueOf(call, 'name definition');
  if (name === null) return [unknownData(0)];
  return /[*?]/.test(name.text) ? [unknownData(Taint.decoded)] : [name];
}
