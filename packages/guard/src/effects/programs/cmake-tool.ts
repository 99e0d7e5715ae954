import type { Data } from '../shell/data.js';
import { runWords, type Invocation } from './invocation.js';
import { readWrittenCode } from './written-code.js';

/** What `cmake -E NAME` does everywhere, as the program that does it here. */
const TOOLS: Readonly<Record<string, readonly string[]>> = {
  rm: ['rm'],
  remove: ['rm', '-f'],
  remove_directory: ['rm', '-rf'],
  copy: ['cp'],
  copy_if_different: ['cp'],
  copy_if_newer: ['cp'],
  copy_directory: ['cp', '-r'],
  copy_directory_if_different: ['cp', '-r'],
  copy_directory_if_newer: ['cp', '-r'],
  rename: ['mv'],
  touch: ['touch'],
  make_directory: ['mkdir', '-p'],
  create_symlink: ['ln', '-s'],
  create_hardlink: ['ln'],
  cat: ['cat'],
  tar: ['tar'],
  env: ['env'],
  time: ['time'],
  chdir: ['env', '-C'],
};

/** `cmake -E TOOL …`: small programs that CMake brings along; else the project's own code. */
export function readCmake(invocation: Invocation): Data | undefined {
  const { args, evidence } = invocation;
  const at = args.findIndex(({ text }) => text === '-E');
  if (at < 0) return readWrittenCode(invocation);
  const name = args[at + 1]?.text ?? '';
  const tool = Object.hasOwn(TOOLS, name) ? TOOLS[name] : undefined;
  if (tool === undefined) return undefined;
  const words = tool.map((text) => ({ text, taint: 0, glob: false, evidence }));
  return runWords(invocation, [...words, ...args.slice(at + 2)]);
}
