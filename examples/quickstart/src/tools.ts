import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** How often each tool's own function was reached: a blocked call must not count. */
export type CallCounts = Record<keyof Tools, number>;

/** The tools of a coding agent, as anybody would write them. They know nothing of a guard. */
export interface Tools {
  readonly read: (params: { path: string }) => Promise<string>;
  readonly write: (params: { path: string; content: string }) => Promise<string>;
  readonly edit: (params: { path: string; oldText: string; newText: string }) => Promise<string>;
  readonly exec: (params: { command: string }) => Promise<string>;
}

export function createTools(root: string): { readonly tools: Tools; readonly counts: CallCounts } {
  const counts: CallCounts = { read: 0, write: 0, edit: 0, exec: 0 };
  const tools: Tools = {
    async read({ path }) {
      counts.read += 1;
      return readFile(resolve(root, path), 'utf8');
    },
    async write({ path, content }) {
      counts.write += 1;
      await mkdir(dirname(resolve(root, path)), { recursive: true });
      await writeFile(resolve(root, path), content);
      return 'file written';
    },
    async edit({ path, oldText, newText }) {
      counts.edit += 1;
      const before = await readFile(resolve(root, path), 'utf8');
      if (!before.includes(oldText)) throw new Error(`the text to replace is not in ${path}`);
      await writeFile(
        resolve(root, path),
        before.replace(oldText, () => newText),
      );
      return 'file edited';
    },
    async exec({ command }) {
      counts.exec += 1;
      return run(command, root);
    },
  };
  return { tools, counts };
}

/** An agent's shell tool: whatever the guard let through is given to a shell. */
async function run(command: string, cwd: string): Promise<string> {
  return new Promise((done, fail) => {
    execFile('/bin/sh', ['-c', command], { cwd, timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null) done(stdout + stderr || 'done');
      else fail(new Error(`${error.message}\n${stderr}`.trim()));
    });
  });
}
