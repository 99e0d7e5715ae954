import { changeMode, deletePath, makePath, readPath, readQuietly, writePath } from '../../shell/file-acts.js';
import { makeLink } from '../../shell/make-link.js';
import { landing } from '../../shell/landing.js';
import { renamePath } from '../../shell/rename-path.js';
import { ENVIRONMENT, isKnown, NOTHING, Taint, unknownData, type Data } from '../../shell/data.js';
import { trimEnd } from '../../paths/trim-end.js';
import { registryDeletion } from '../../paths/windows-registry.js';
import { shape } from '../../effect-shape.js';
import { isGiven, valueOf, type CmdletCall } from '../cmdlet-row.js';
import { pathsOf, providerOf } from '../paths.js';
import { contentFor } from '../run-cmdlet.js';
import { EMPTY_VALUE, itemsOf, listOf, objectValue, textValue, type Value } from '../value.js';
import { writeVariable } from '../variables.js';

const CERTIFICATE_LOST = shape('fs.delete', 'host', 'irreversible', 'sensitive');

/** The things a cmdlet acts on: what `-Path` names, narrowed by `-Filter` and `-Include`. */
function targets(call: CmdletCall, all = false): readonly Value[] {
  const path = valueOf(call, 'path literalpath filepath');
  const narrowed = valueOf(call, 'filter include');
  const values = path === null ? (all ? [textValue('.')] : []) : itemsOf(path);
  if (narrowed === null) return values.map((value) => passed(value, call));
  return values.flatMap((value) =>
    itemsOf(narrowed).map((name) =>
      objectValue('item', `${value.text.replace(/[\\/]\*?$/, '')}/${name.text}`, value.taint | name.taint),
    ),
  );
}

/** What a filter let through is something in the folder, not all of it. */
function passed(value: Value, call: CmdletCall): Value {
  if (call.input.filtered !== true || !/[\\/]\*$/.test(value.text)) return value;
  return { ...value, text: `${value.text.slice(0, -1)}\0` };
}

/** `Remove-Item`: files with what is below them, registry keys, variables. */
export function readRemoveItem(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const recursive = isGiven(call, 'recurse rf fr r') || /^(?:rd|rmdir)$/.test(call.name);
  const named = targets(call);
  for (const target of named) {
    // A switch of `cmd` beside a path: here it is no path, only a mistake.
    if (named.length > 1 && /^\/[a-z]$/i.test(target.text)) continue;
    const provider = providerOf(target.text);
    if (provider === 'files') {
      for (const path of pathsOf(target, session, isGiven(call, 'literalpath')))
        deletePath(session.shell, path, recursive || target.text.endsWith('/*'));
    } else if (provider === 'registry') {
      session.shell.reading.sink.effect(
        registryDeletion(target.text, false).shape,
        target.text,
        session.evidence,
      );
    } else if (provider === 'certificates') {
      session.shell.reading.sink.effect(CERTIFICATE_LOST, target.text, session.evidence);
    }
  }
  return [];
}

/** The content is gone, the file stays: as bad as deleting it. */
export function readClear(call: CmdletCall): readonly Value[] {
  const { session } = call;
  for (const target of targets(call)) {
    if (providerOf(target.text) !== 'files') continue;
    for (const path of pathsOf(target, session)) deletePath(session.shell, path, false);
  }
  return [];
}

/** `Get-ChildItem`, `Get-Item`, `Join-Path` and the like: paths go on through the pipe. */
export function readFound(call: CmdletCall): readonly Value[] {
  const { name } = call;
  if (name === 'test-path') return [objectValue('number', '\0')];
  if (name === 'split-path') return [parentOf(valueOf(call, 'path literalpath') ?? EMPTY_VALUE, call)];
  if (name === 'join-path') {
    const [base = EMPTY_VALUE] = targets(call);
    const child = valueOf(call, 'childpath') ?? EMPTY_VALUE;
    const text = `${base.text.replace(/[\\/]$/, '')}/${itemsOf(child)
      .map((item) => item.text)
      .join('/')}`;
    return [objectValue('item', text, base.taint | child.taint)];
  }
  const found = targets(call, name === 'get-childitem');
  const named = found.flatMap((target) => namedBy(target.text, call));
  if (named.length > 0) return named;
  if (found.some((target) => /^env:/i.test(target.text))) return [ENVIRONMENT];
  if (name !== 'get-childitem' || isGiven(call, 'filter include')) return found.map(asItem);
  return found.map((target) => {
    const inside = /[*?]/.test(target.text) || !isKnown(target.text);
    const all = inside ? target.text : `${target.text.replace(/[\\/]$/, '')}/*`;
    // Files or folders only: some of what is there.
    const some = isGiven(call, 'attributes file exclude hidden') && !isGiven(call, 'recurse');
    return objectValue('item', some && all.endsWith('/*') ? `${all.slice(0, -1)}\0` : all, target.taint);
  });
}

/** What stands in the session under `alias:x`, `function:x` and `variable:x`. */
function namedBy(path: string, { session }: CmdletCall): readonly Value[] {
  const match = /^(alias|function|variable):[\\/]?([^*?]{1,200})$/i.exec(path);
  const kind = match?.[1]?.toLowerCase();
  const name = match?.[2]?.toLowerCase() ?? '';
  if (kind === undefined) return [];
  if (kind === 'alias') return [textValue(session.aliases.get(name) ?? name)];
  const variable = kind === 'variable' ? name : `function:${name}`;
  return [session.engine.evaluate({ kind: 'variable', name: variable }, session)];
}

function asItem(value: Value): Value {
  return value.object === undefined ? { ...value, object: 'item' } : value;
}

function parentOf(path: Value, call: CmdletCall): Value {
  const plain = trimEnd(path.text.replaceAll('\\', '/'), '/');
  const at = plain.lastIndexOf('/');
  if (isGiven(call, 'leaf leafbase')) return { ...path, text: plain.slice(at + 1) };
  return objectValue('item', at < 0 ? '.' : plain.slice(0, at) || '/', path.taint);
}

/** `Get-Content`: what the files hold. */
export function readGetContent(call: CmdletCall): readonly Value[] {
  const { session } = call;
  return targets(call).flatMap((target) => {
    if (providerOf(target.text) === 'session') {
      const name = target.text.replace(/^\w+:[\\/]?/, '');
      return [session.engine.evaluate({ kind: 'variable', name: `env:${name.toLowerCase()}` }, session)];
    }
    return pathsOf(target, session, isGiven(call, 'literalpath')).map((path) =>
      readPath(session.shell, path, path.text.endsWith('/*')),
    );
  });
}

/** `Set-Content`, `Add-Content`, `Out-File`: what is given or came in lands in the file. */
export function readAddContent(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const append = call.name === 'add-content' || isGiven(call, 'append');
  const data = contentFor(call, 'value inputobject');
  for (const target of targets(call)) {
    if (providerOf(target.text) === 'session') continue;
    for (const path of pathsOf(target, session, true)) writePath(session.shell, path, data, append);
  }
  return [];
}

/** `Tee-Object`: printed, and kept in a file or variable. */
export function readTee(call: CmdletCall): readonly Value[] {
  const { session, input } = call;
  const variable = valueOf(call, 'variable');
  if (variable !== null) writeVariable(variable.text.toLowerCase(), listOf(input.values), session);
  for (const path of pathsOf(valueOf(call, 'filepath literalpath') ?? EMPTY_VALUE, session, true))
    writePath(session.shell, path, contentFor(call, 'inputobject'), isGiven(call, 'append'));
  return input.values;
}

/** `Copy-Item` and `Move-Item`. */
export function readCarry(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell } = session;
  const destination = valueOf(call, 'destination');
  for (const target of targets(call)) {
    if (providerOf(target.text) !== 'files') continue;
    for (const path of pathsOf(target, session, isGiven(call, 'literalpath'))) {
      const content = readQuietly(shell, path, true);
      if (call.name === 'move-item' && leavesHome(call, path.text)) deletePath(shell, path, true);
      for (const to of destination === null ? [] : pathsOf(destination, session, true))
        writePath(shell, landing(shell, to, path), content);
    }
  }
  return [];
}

/** Moving within the project loses nothing; what is taken away from elsewhere is missing there. */
function leavesHome(call: CmdletCall, from: string): boolean {
  const inside = (text: string): boolean => !/^(?:[A-Za-z]:|[\\/]|~|\.\.|\0)/.test(text);
  const to = valueOf(call, 'destination')?.text ?? '';
  return !(inside(from) && inside(to));
}

/** `Rename-Item`. */
export function readRename(call: CmdletCall): readonly Value[] {
  const { session } = call;
  for (const target of targets(call)) {
    for (const path of pathsOf(target, session)) {
      renamePath(session.shell, path);
    }
  }
  return [];
}

/** `New-Item` and `mkdir`: files with their first content, folders, links, registry keys. */
export function readNewItem(call: CmdletCall): readonly Value[] {
  const { session } = call;
  const { shell } = session;
  const folder = valueOf(call, 'path') ?? textValue('.');
  const name = valueOf(call, 'name');
  const kind = valueOf(call, 'itemtype type')?.text.toLowerCase() ?? '';
  const made = itemsOf(folder).map((each) =>
    name === null ? each : { ...each, text: `${each.text}/${name.text}` },
  );
  const content: Data = valueOf(call, 'value target') ?? NOTHING;
  for (const target of made) {
    const provider = providerOf(target.text);
    if (provider === 'session') {
      const [, drive = '', key = ''] = /^(\w+):[\\/]?(.*)$/.exec(target.text) ?? [];
      writeVariable(`${drive}:${key}`.toLowerCase(), textValue(content.text, content.taint), session);
    } else if (provider === 'registry') {
      shell.reading.sink.effect(
        shape('fs.write', 'host', 'partial', 'normal'),
        target.text,
        session.evidence,
      );
    } else {
      for (const path of pathsOf(target, session, true)) {
        if (/^(?:d|directory)/.test(kind) || call.name === 'new-directory') makePath(shell, path);
        else if (/link|junction/.test(kind))
          makeLink(shell, { ...path, text: content.text }, path, (link) =>
            writePath(shell, link, unknownData(content.taint)),
          );
        else writePath(shell, path, content);
      }
    }
  }
  return made.map(asItem);
}

/** `Compress-Archive`, `Expand-Archive`: what was in the files is in the archive, unseen. */
export function readClosedWriting(call: CmdletCall): readonly Value[] {
  const { session } = call;
  let taint: number = Taint.decoded;
  for (const target of targets(call))
    for (const path of pathsOf(target, session)) taint |= readQuietly(session.shell, path, true).taint;
  if (call.name === 'compress-archive') taint &= ~Taint.decoded;
  for (const path of pathsOf(valueOf(call, 'destinationpath') ?? EMPTY_VALUE, session, true))
    writePath(session.shell, path, unknownData(taint));
  return [];
}

/** `Set-Acl`: who may do what with a file. */
export function readSetAcl(call: CmdletCall): readonly Value[] {
  for (const target of targets(call))
    for (const path of pathsOf(target, call.session)) changeMode(call.session.shell, path, false, true);
  return [];
}
