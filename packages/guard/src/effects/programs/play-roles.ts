import type { Evidence } from '@sentinel-agentos/core';
import { readCode } from '../code/read-code.js';
import { readSql } from '../sql/read-sql.js';
import { joined, type Data, type Field } from '../shell/data.js';
import type { Io } from '../shell/io.js';
import { deletePath, makePath, readPath, writePath } from '../shell/file-acts.js';
import { fetchUrl, nameHost, sendData } from '../shell/network-acts.js';
import type { Shell } from '../shell/shell-state.js';
import type { ParsedArguments } from './parsed-arguments.js';
import { loadCode, runFetched } from './loaded-code.js';
import type { ProgramRow } from './program-row.js';
import type { Role } from './role.js';

const SCHEME = /^(?:https?|wss?|ftp|mailto):/i;
const REMOTE = /^(?:[\w.-]+@)?[\w.-]+:(?!\\|\/\/)|^(?:rsync|scp|sftp):\/\//;

/** Acts out the roles of all options and operands. Returns what was read from files, or null when nothing was. */
export function playRoles(
  parsed: ParsedArguments,
  row: ProgramRow,
  shell: Shell,
  evidence: Evidence,
  io: Io,
): Data | null {
  let read: Data | null = null;
  const add = (data: Data | null): void => {
    if (data !== null) read = read === null ? data : joined(read, data);
  };
  const host = parsed.operands.at(-1)?.text ?? '';
  for (const option of parsed.options) {
    if (option.value !== null) add(play(option.role, option.value, shell, evidence, io, host, []));
  }
  const { operands } = parsed;
  for (let i = 0; i < operands.length; i += 1) {
    const operand = operands[i];
    if (operand === undefined) break;
    const role = roleAt(row, i, operands.length);
    add(play(role, operand, shell, evidence, io, host, role === 'command' ? operands.slice(i + 1) : []));
    if (role === 'command') break;
  }
  return read;
}

function roleAt(row: ProgramRow, index: number, count: number): Role {
  if (row.last !== undefined && count > 1 && index === count - 1) return row.last;
  const { operands } = row;
  if (operands === undefined) return 'text';
  if (typeof operands === 'string') return operands;
  return operands[Math.min(index, operands.length - 1)] ?? 'text';
}

function play(
  role: Role,
  word: Field,
  shell: Shell,
  evidence: Evidence,
  io: Io,
  host: string,
  rest: readonly Field[],
): Data | null {
  const { engine } = shell.reading;
  switch (role) {
    case 'text':
    case 'flag':
    case 'folder':
    case 'host':
      return null;
    case 'read':
    case 'read-tree':
      if (word.text === '-') return io.stdin;
      return readPath(shell, word, role === 'read-tree');
    case 'write':
    case 'append':
      if (word.text !== '-') writePath(shell, word, null, role === 'append');
      return null;
    case 'named':
      if (SCHEME.test(word.text)) nameHost(shell, word, word.evidence);
      return null;
    case 'make':
      makePath(shell, word);
      return null;
    case 'delete':
    case 'delete-tree':
      deletePath(shell, word, role === 'delete-tree');
      return null;
    case 'load':
      loadCode(word, shell, evidence);
      return null;
    case 'run':
      if (/^(?:https?|ftp):\/\//i.test(word.text)) {
        runFetched(word, shell, io, evidence);
        return null;
      }
      engine.file(word, readPath(shell, word), shell, evidence);
      return null;
    case 'shell':
      engine.text(word, shell, io, word.evidence);
      return null;
    case 'command':
      engine.words([word, ...rest], { ...shell, depth: shell.depth + 1 }, io, evidence);
      return null;
    case 'url':
      fetchUrl(shell, word, word.evidence);
      return null;
    case 'send':
    case 'send-tree':
      sendData(
        shell,
        word.text === '-' ? io.stdin : readPath(shell, word, role === 'send-tree'),
        host,
        word.evidence,
      );
      return null;
    case 'send-data':
    case 'send-form':
      sendData(shell, payload(role, word, shell, io), host, word.evidence);
      return null;
    case 'send-text':
      sendData(shell, word, host, word.evidence);
      return null;
    case 'remote':
      return REMOTE.test(word.text) ? null : readPath(shell, word);
    case 'sql':
      readSql(word.text, shell, word.evidence);
      return null;
    case 'js':
    case 'python':
    case 'perl':
    case 'ruby':
    case 'php':
    case 'lua':
    case 'tcl':
    case 'other':
    case 'awk':
    case 'sed':
    case 'vim':
      readCode(role, word, shell, word.evidence);
      return null;
  }
}

/** `@file`, `name@file`, `name=@file` and `name=<file` stand for the content of a file. */
function payload(role: 'send-data' | 'send-form', word: Field, shell: Shell, io: Io): Data {
  const marker = role === 'send-data' ? /^[^@=\s]*@/ : /^[^=]*=[@<]/;
  const match = marker.exec(word.text);
  if (match === null) return word;
  const path = word.text.slice(match[0].length).split(/[;,]/)[0] ?? '';
  if (path === '-') return io.stdin;
  return readPath(shell, { ...word, text: path });
}

/** Whether an operand names a place on another machine. */
export function isRemote(text: string): boolean {
  return REMOTE.test(text);
}
