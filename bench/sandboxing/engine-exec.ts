import Docker from 'dockerode';

/**
 * Runs a program in a container that runs already, by the engine's interface alone: what it costs is the floor for
 * anything that starts a program in a container.
 */
export async function engineExec(container: string, argv: readonly string[]): Promise<string> {
  const exec = await new Docker()
    .getContainer(container)
    .exec({ Cmd: [...argv], AttachStdout: true, Tty: true });
  const stream = await exec.start({ hijack: true, Tty: true });
  let said = '';
  stream.on('data', (content) => (said += String(content)));
  await new Promise((settle) => stream.on('end', settle));
  await exec.inspect();
  return said.trim();
}
