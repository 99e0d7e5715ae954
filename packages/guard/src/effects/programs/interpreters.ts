import { shape } from '../effect-shape.js';
import { readCode } from '../code/read-code.js';
import { isKnown, unknownData, type Data } from '../shell/data.js';
import { readPath } from '../shell/file-acts.js';
import { noteDatabaseTask } from './database-tasks.js';
import { note, runCarried, type Invocation } from './invocation.js';
import type { Language } from './role.js';

const CONSOLE = shape('process.spawn', 'workspace', 'hard', 'normal');

/** An interpreter: inline text came by a role; else a script file, or the program text on standard input. */
export function interprets(language: Language): (invocation: Invocation) => Data {
  return (invocation) => {
    const { shell, io, evidence, operands, options } = invocation;
    const inline = options.some(
      (option) => option.role === language || option.role === 'run' || option.name === '-m',
    );
    const [script] = operands;
    if (inline) return unknownData(io.stdin.taint);
    if (script !== undefined && script.text !== '-' && script.text !== '/dev/stdin') {
      noteDatabaseTask(
        script.text.slice(script.text.lastIndexOf('/') + 1),
        operands.slice(1),
        shell,
        evidence,
      );
      const content = readPath(shell, script);
      if (isKnown(content.text) && content.text !== '') {
        readCode(language, content, shell, evidence, false);
        return unknownData(io.stdin.taint);
      }
      shell.reading.engine.file(script, content, shell, evidence);
      return unknownData(io.stdin.taint);
    }
    if (io.piped) readCode(language, io.stdin, shell, evidence, false);
    else {
      shell.reading.waits = true;
      note(invocation, CONSOLE, invocation.name);
    }
    return unknownData(io.stdin.taint);
  };
}

/** Modules of Python that run a command or program text of their arguments or their input. */
export function readModule(module: string, invocation: Invocation): Data | undefined {
  const { shell, io, evidence, operands } = invocation;
  switch (module) {
    case 'pty':
      return runCarried(invocation, operands);
    case 'timeit':
      for (const code of operands) if (!code.text.startsWith('-')) readCode('python', code, shell, evidence);
      return undefined;
    case 'code':
    case 'asyncio':
    case 'pdb':
      return interprets('python')({ ...invocation, options: [], io });
    default:
      return undefined;
  }
}
