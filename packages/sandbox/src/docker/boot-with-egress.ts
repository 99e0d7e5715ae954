import type Docker from 'dockerode';
import type { Duplex } from 'node:stream';
import { EGRESS_FOLDER, openEgress, relayCommands } from '../egress/open-egress.js';
import type { EgressOptions } from '../egress/egress-proxy.js';
import { needsEgress } from '../egress/proxy-environment.js';
import type { NetworkPolicy } from '../policy/sandbox-policy.js';
import type { BootedContainer } from './boot-container.js';
import type { ContainerProfile } from './container-profile.js';
import { demultiplexer } from './demultiplex.js';
import { statusOf, unavailable } from './engine.js';

const READY = 'ready\n';
const PATIENCE_MS = 10_000;

function withFolder(profile: ContainerProfile, folder: string): ContainerProfile {
  const mount = {
    Type: 'bind',
    Source: folder,
    Target: EGRESS_FOLDER,
    ReadOnly: true,
    BindOptions: { Propagation: 'rprivate', NonRecursive: true },
  } as const;
  const { HostConfig: host } = profile;
  return { ...profile, HostConfig: { ...host, Mounts: [...host.Mounts, mount] } };
}

/** Whether the program said that it is ready, before it ended or time was up. */
function saysReady(stream: Duplex): Promise<boolean> {
  return new Promise((settle) => {
    let said = '';
    const finish = (ready: boolean): void => {
      clearTimeout(timer);
      settle(ready);
    };
    const timer = setTimeout(() => finish(false), PATIENCE_MS);
    const split = demultiplexer((kind, content) => {
      if (kind === 'stdout') said = (said + Buffer.from(content).toString('latin1')).slice(0, 100);
      if (said.includes(READY)) finish(true);
    });
    stream.on('data', split);
    for (const event of ['end', 'close', 'error']) stream.on(event, () => finish(false));
  });
}

async function starts({ container, user }: BootedContainer, command: readonly string[]): Promise<boolean> {
  let stream: Duplex | undefined;
  try {
    const exec: Docker.Exec = await container.exec({
      Cmd: [...command],
      AttachStdout: true,
      AttachStderr: true,
      User: user,
      WorkingDir: '/',
    });
    stream = await exec.start({ hijack: true, stdin: false });
    return await saysReady(stream);
  } catch (error) {
    // The engine's words for a program that the image has not got; anything else is no matter of the image.
    if (statusOf(error) === 400) return false;
    throw error;
  } finally {
    stream?.destroy();
  }
}

async function startRelay(booted: BootedContainer, policy: NetworkPolicy): Promise<void> {
  for (const command of relayCommands(policy)) if (await starts(booted, command)) return;
  throw unavailable(
    'the image has neither node nor perl, one of which carries connections to the egress proxy; ' +
      "name another image, or set networkAccess to 'none'",
  );
}

/**
 * Boots a container; where its policy lets anything out, together with a proxy of its own and the relay that leads
 * there. The proxy ends with the container.
 *
 * @throws SentinelError `SANDBOX_UNAVAILABLE`; what was made until then is removed.
 */
export async function bootWithEgress(
  profile: ContainerProfile,
  user: string,
  policy: NetworkPolicy,
  options: EgressOptions | undefined,
  boot: (profile: ContainerProfile) => Promise<BootedContainer>,
): Promise<BootedContainer> {
  if (!needsEgress(policy)) return boot(profile);
  const egress = await openEgress(policy, user, options);
  let booted: BootedContainer | undefined;
  try {
    booted = await boot(withFolder(profile, egress.folder));
    await startRelay(booted, policy);
  } catch (error) {
    await booted?.destroy();
    await egress.close();
    throw error;
  }
  const inner = booted;
  return {
    ...inner,
    isolation: { ...inner.isolation, network: 'proxy' },
    network: () => egress.events,
    async destroy() {
      await inner.destroy();
      await egress.close();
    },
  };
}
