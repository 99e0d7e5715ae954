import { approveAtTerminal } from '../approve-at-terminal.js';
import { UsageError } from '../command.js';
import { execExitCode, execOutcome } from '../exec-outcome.js';
import { execText } from '../exec-text.js';
import { ProgramFailed } from '../program-failed.js';
import { readOptions } from '../read-options.js';
import { runProgram } from '../run-program.js';
import { shownJson } from '../shown-text.js';
import { withAgentOS } from '../open-agent-os.js';
import type { AgentOSOptions } from 'sentinel-agentos';
import type { CommandInput, Run } from '../command.js';
import type { ExecValue } from '../exec-outcome.js';

const SANDBOXES: readonly string[] = ['docker', 'bubblewrap', 'auto'];
const OPTIONS = ['session', 'sandbox'];

/** Puts the guard around one command line of a person's own. What stands behind `--` is the program's. */
export const exec: Run = (input) => {
  const { args, terminal } = input;
  const at = args.indexOf('--');
  const argv = at === -1 ? [] : args.slice(at + 1);
  if (argv.length === 0 || argv[0] === '') throw new UsageError('name a program after --');
  const { values, switches } = readOptions(args.slice(0, at), OPTIONS, ['json']);
  const isJson = switches.has('json');
  return withAgentOS(
    input,
    async (os) => {
      const { cwd } = terminal;
      const receipt = await os.execute<ExecValue>(
        'exec',
        { command: argv },
        async ({ signal }) => {
          const ended = await runProgram(argv, { cwd, signal, output: isJson ? 'stderr' : 'stdout' });
          if (ended.exitCode !== 0) throw new ProgramFailed(ended);
          return ended;
        },
        { cwd },
      );
      // What ran in a sandbox wrote nothing here yet.
      if (receipt.status === 'succeeded' && 'stdout' in receipt.result) {
        const { stdout, stderr } = receipt.result;
        if (isJson) terminal.err(`${stdout}${stderr}`);
        else terminal.write(Buffer.from(stdout));
        if (!isJson && stderr !== '') terminal.err(stderr.replace(/\n$/, ''));
      }
      const outcome = execOutcome(receipt);
      if (isJson) terminal.out(shownJson(outcome));
      else for (const line of execText(outcome, input.language)) terminal.err(line);
      return execExitCode(receipt);
    },
    osOptions(values, argv, input),
  );
};

function osOptions(
  { session, sandbox }: Readonly<Record<string, string | undefined>>,
  argv: readonly string[],
  input: CommandInput,
): AgentOSOptions {
  if (session === '') throw new UsageError('--session must not be empty');
  if (sandbox !== undefined && !SANDBOXES.includes(sandbox)) {
    throw new UsageError(`--sandbox must be ${SANDBOXES.join(', ')}; got ${JSON.stringify(sandbox)}`);
  }
  return {
    agentId: 'cli',
    approver: approveAtTerminal(argv, input),
    // A person who waits for a program ends it when it takes too long.
    timeoutMs: Infinity,
    ...(session === undefined ? {} : { sessionId: session }),
    ...(sandbox === undefined ? {} : { sandbox: sandbox as 'docker' | 'bubblewrap' | 'auto' }),
  };
}
