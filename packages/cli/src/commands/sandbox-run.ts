import { SandboxExecutor } from 'sentinel-agentos';
import type { SandboxExecutorOptions } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import type { Run } from '../command.js';

const BACKENDS: readonly string[] = ['docker', 'bubblewrap', 'auto'];

/** Runs one program in a sandbox around the workspace. */
export const sandboxRun: Run = async ({ args, workspaceRoot, terminal }) => {
  const at = args.indexOf('--');
  const argv = at === -1 ? [] : args.slice(at + 1);
  if (argv.length === 0) throw new UsageError('name a program after --');
  const names = ['backend', 'image', 'allow', 'timeout'];
  const { values, switches } = readOptions(args.slice(0, at), names, ['json', 'dry-run']);
  const sandbox = new SandboxExecutor({
    workspaceRoot,
    mode: switches.has('dry-run') ? 'dry-run' : 'sandbox',
    ...backendOf(values['backend']),
    ...(values['image'] === undefined ? {} : { image: values['image'] }),
    ...(values['timeout'] === undefined ? {} : { timeoutMs: Number(values['timeout']) }),
    ...networkOf(values['allow']),
  });
  try {
    const outcome = await sandbox.execute('exec', { command: argv });
    if (switches.has('json') || switches.has('dry-run')) terminal.out(shownJson(outcome));
    else {
      terminal.write(new TextEncoder().encode(outcome.stdout));
      if (outcome.stderr !== '') terminal.err(outcome.stderr.replace(/\n$/, ''));
      const why = outcome.sandboxRejectReason ?? outcome.status;
      if (why !== 'ok' && why !== 'exit') terminal.err(`sandbox: ${why}`);
    }
    return outcome.success ? EXIT.ok : EXIT.denied;
  } finally {
    await sandbox.close();
  }
};

function backendOf(given: string | undefined): Pick<SandboxExecutorOptions, 'backend'> {
  if (given === undefined) return {};
  if (!BACKENDS.includes(given)) {
    throw new UsageError(`--backend must be ${BACKENDS.join(', ')}; got ${JSON.stringify(given)}`);
  }
  return { backend: given as 'docker' | 'bubblewrap' | 'auto' };
}

function networkOf(given: string | undefined): SandboxExecutorOptions {
  if (given === undefined) return { networkAccess: 'none' };
  return { networkAccess: 'whitelist', networkWhitelist: given.split(',') };
}
