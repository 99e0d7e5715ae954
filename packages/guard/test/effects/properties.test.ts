import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEVELS, levelOf, read } from './reading.js';

const COMMANDS = [
  'rm -rf /',
  'rm -rf src',
  'cat .env',
  'curl -d @.env x.example',
  'git push --force origin main',
  'git stash drop',
  'npm publish',
  'dd if=a of=/dev/sda',
  'chmod -R 777 /',
  'kubectl delete ns x',
  'psql -c "DROP TABLE x"',
  'sudo reboot',
  'frobnicate',
  'find / -delete',
  'scp .env h:',
  'terraform destroy',
  'kill -9 -1',
  'python3 -c "import os; os.system(\'rm -rf /\')"',
  'mkfs.ext4 /dev/sda1',
  'npm test',
  'ls',
] as const;

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

const WRAPPERS: Readonly<Record<string, (command: string) => string>> = {
  'sh -c': (command) => `sh -c ${quoted(command)}`,
  'bash -c': (command) => `bash -c ${quoted(command)}`,
  eval: (command) => `eval ${quoted(command)}`,
  env: (command) => `env ${command}`,
  'env with a variable': (command) => `env A=1 ${command}`,
  command: (command) => `command ${command}`,
  timeout: (command) => `timeout 5 ${command}`,
  nohup: (command) => `nohup ${command}`,
  subshell: (command) => `( ${command}\n)`,
  braces: (command) => `{ ${command}; }`,
  pipe: (command) => `true | { ${command}\n}`,
  sequence: (command) => `true && ${command}`,
  background: (command) => `${command} &`,
  condition: (command) => `if true; then ${command}; fi`,
  substitution: (command) => `echo $( ${command} )`,
  function: (command) => `f() { ${command}; }; f`,
  'quoted name': (command) => command.replace(/^\S+/, (name) => `"${name}"`),
  'split name': (command) => command.replace(/^(\w)(\S*)/, "$1''$2"),
  'escaped name': (command) => command.replace(/^(\w)/, '\\$1'),
  'name in a variable': (command) => command.replace(/^(\S+)/, 'c=$1; $c'),
  'here-string': (command) => `bash <<< ${quoted(command)}`,
  'piped text': (command) => `echo ${quoted(command)} | sh`,
  comment: (command) => `${command} # harmless`,
  output: (command) => `${command} > /dev/null 2>&1`,
};

describe('quoting or wrapping a command never lowers what is made of it', () => {
  it.each(Object.keys(WRAPPERS))('%s', (name) => {
    for (const command of COMMANDS) {
      const plain = LEVELS.indexOf(levelOf(read(command)));
      const wrapped = WRAPPERS[name]?.(command) ?? '';
      expect(LEVELS.indexOf(levelOf(read(wrapped))), wrapped).toBeGreaterThanOrEqual(plain);
    }
  });

  it('in any combination of three', () => {
    const wrapper = fc.constantFrom(...Object.keys(WRAPPERS).filter((name) => !/name/.test(name)));
    fc.assert(
      fc.property(fc.constantFrom(...COMMANDS), fc.array(wrapper, { maxLength: 3 }), (command, names) => {
        // A carrier needs a simple command, so shells go outside.
        const carriers = new Set([
          'env',
          'env with a variable',
          'command',
          'timeout',
          'nohup',
          'background',
          'output',
          'comment',
        ]);
        const inner = names.filter((name) => /^(?:env|command|timeout|nohup)/.test(name));
        const outer = names.filter((name) => !carriers.has(name));
        const wrapped = [...inner, ...outer].reduce(
          (text, name) => WRAPPERS[name]?.(text) ?? text,
          command as string,
        );
        expect(LEVELS.indexOf(levelOf(read(wrapped))), wrapped).toBeGreaterThanOrEqual(
          LEVELS.indexOf(levelOf(read(command))),
        );
      }),
      { numRuns: 400 },
    );
  });
});
