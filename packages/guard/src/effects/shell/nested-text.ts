import type { Evidence } from '@sentinel-agentos/core';
import { shape, type EffectShape } from '../effect-shape.js';
import { UNKNOWN } from '../paths/locate.js';
import type { Zone } from '../paths/zones.js';
import { altered, isKnown, NOTHING, Taint, unknownData, type Data, type Field } from './data.js';
import { UNCONNECTED, type Io } from './io.js';
import { placeOf } from './file-acts.js';
import { judgeOrigin } from './judge-code.js';
import { LIMITS } from './limits.js';
import { parseShell } from './parse-shell.js';
import { readScript } from './script-reader.js';
import { childShell, isDiverted, type Shell, type TextOptions } from './shell-state.js';
import { readWithWindows } from './windows-text.js';

const FROM_NETWORK = shape('code.exec', 'host', 'hard', 'critical');
const HIDDEN = shape('code.exec', 'workspace', 'hard', 'sensitive');
const GENERATED = shape('code.exec', 'workspace', 'hard', 'normal');
const PROJECT_CODE = shape('code.exec', 'workspace', 'easy', 'normal');
const OTHER_CODE = shape('code.exec', 'workspace', 'partial', 'normal');

/** Reads a text as shell code that another shell runs, or this one for `eval`. */
export function readText(
  text: Data,
  shell: Shell,
  io: Io,
  evidence: Evidence,
  options: TextOptions = {},
): Data {
  const { reading } = shell;
  judgeOrigin(text, shell, evidence);
  if (text.text.trim() === '') return NOTHING;
  if (shell.depth >= LIMITS.depth) {
    reading.sink.finding('shell.too-deep', evidence);
    return unknownData(text.taint);
  }
  if (text.text.length > LIMITS.text) reading.sink.finding('shell.too-large', evidence);
  if (text.text.replaceAll(UNKNOWN, '').trim() === '') return unknownData(altered(text.taint) | Taint.shell);
  const positional = options.positional;
  const changes = { origin: evidence, depth: shell.depth + 1 };
  const inner =
    options.same === true
      ? { ...shell, ...changes }
      : childShell(shell, {
          ...changes,
          functions: exportedFunctions(shell),
          aliases: new Map(),
          positional: positional ?? [],
          inFunction: positional !== undefined,
        });
  const script = parseShell(text.text);
  if (script === null) {
    reading.sink.finding('shell.too-deep', evidence);
    reading.sink.effect(HIDDEN, '', evidence);
    return unknownData(text.taint);
  }
  const output = readWithWindows(text, script, inner, evidence, (parsed) => readScript(parsed, inner, io));
  if (options.same === true) takeOver(shell, inner);
  return { text: output.text, taint: output.taint | (text.taint & ~Taint.unset) };
}

function exportedFunctions(shell: Shell): Shell['functions'] {
  const exported: Shell['functions'] = new Map();
  for (const [name, defined] of shell.functions) if (defined.exported === true) exported.set(name, defined);
  return exported;
}

/** What `eval` changed stays changed. */
function takeOver(shell: Shell, inner: Shell): void {
  shell.cwd = inner.cwd;
  shell.variables = inner.variables;
  shell.channels = inner.channels;
  shell.choices = Math.max(shell.choices, inner.choices);
}

/** A file is run: as a shell script when its content is known from this call, else as code of unknown content. */
export function readFile(file: Field, content: Data, shell: Shell, evidence: Evidence): Data {
  const { sink } = shell.reading;
  const place = placeOf(shell, file.text);
  const added = content.text.replaceAll(UNKNOWN, '').trim() !== '';
  const taint = added || isDiverted(shell) ? altered(content.taint) : content.taint;
  if ((taint & Taint.published) !== 0 && (taint & Taint.download) === 0) {
    judgeOrigin(content, shell, evidence);
    return unknownData(altered(taint) | Taint.shell);
  }
  if ((taint & Taint.download) !== 0) {
    const piped = file.text.startsWith('/dev/');
    sink.finding(piped ? 'flow.download-to-shell' : 'flow.download-then-run', evidence, file.text);
    sink.effect(FROM_NETWORK, place.path, evidence);
    return unknownData(content.taint | Taint.shell);
  }
  const written = content.text !== '' && isKnown(content.text);
  const windows = /\.(ps1|bat|cmd)$/i.exec(file.text)?.[1]?.toLowerCase();
  if (written && windows !== undefined) {
    const { engine } = shell.reading;
    return windows === 'ps1'
      ? engine.powershell(content, shell, UNCONNECTED, evidence)
      : engine.cmd(content, shell, UNCONNECTED, evidence);
  }
  if (written && !/^#!.*(?:python|node|perl|ruby|php)/.test(content.text)) {
    return readText(
      content,
      shell,
      { stdin: NOTHING, piped: false, network: false, inherited: true },
      evidence,
    );
  }
  if ((content.taint & Taint.decoded) !== 0) {
    sink.finding('flow.decoded-to-shell', evidence, file.text);
    sink.effect(HIDDEN, place.path, evidence);
  }
  if (place.zone === 'stream') judgeOrigin(content, shell, evidence);
  else sink.effect(codeIn(place.zone), place.path, evidence);
  return unknownData(0);
}

/** Code of the project is its own; what lies where anybody can write is not. */
function codeIn(zone: Zone): EffectShape {
  if (zone === 'workspace' || zone === 'workspace-root') return PROJECT_CODE;
  return zone === 'temp' || zone === 'temp-root' ? GENERATED : OTHER_CODE;
}
