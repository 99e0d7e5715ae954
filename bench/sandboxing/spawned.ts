import { spawn } from 'node:child_process';

/** What a program says, without the blanks around it: nothing stands around the program itself. */
export function spawned(program: string, args: readonly string[]): Promise<string> {
  return new Promise((settle, fail) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (content) => (said += String(content)));
    child.stderr.resume();
    child.on('error', fail);
    child.on('close', () => settle(said.trim()));
  });
}
