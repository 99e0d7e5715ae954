// One gateway for every show: it takes half a minute to start, a turn takes half a second.
import { connectGateway } from './gateway-client.mjs';
import { createSandboxHost, PLUGIN, TOKEN } from './sandbox-host.mjs';
import { startScriptedModel, textOf } from './scripted-model.mjs';
import { startTelegram } from './scripted-telegram.mjs';
import { join } from 'node:path';

/** Installs the packed plugin as a user does, and starts the gateway with it. */
export async function openSetting({ tarball, config = {} }) {
  const model = await startScriptedModel();
  const telegram = await startTelegram();
  const host = await createSandboxHost({ modelUrl: model.url, telegramUrl: telegram.url });
  const install = (source) => host.openclaw('plugins', 'install', source, '--force', '--accept-capabilities');
  const times = {};
  const from = performance.now();
  const installed = await install(tarball);
  times.install = performance.now() - from;
  if (installed.code !== 0)
    throw new Error(`the plugin was not installed: ${installed.stdout}${installed.stderr}`);
  await install(join(import.meta.dirname, 'liar'));
  host.configure(({ plugins }) => {
    plugins.entries ??= {};
    plugins.entries[PLUGIN] = { enabled: true, hooks: { allowConversationAccess: true }, config };
    plugins.entries.liar = { enabled: true };
  });
  times.start = await host.start();
  const connectUser = async () =>
    connectGateway({
      url: host.url,
      token: TOKEN,
      scopes: ['operator.read', 'operator.write', 'operator.approvals'],
    });
  const user = await connectUser();
  const owner = await connectGateway({
    url: host.url,
    token: TOKEN,
    scopes: ['operator.admin', 'operator.approvals', 'operator.read', 'operator.write'],
    caps: ['approvals'],
  });

  return {
    model,
    telegram,
    host,
    user,
    owner,
    times,
    connectUser,
    /** Plays a script in a session of its own. What the agent said last, and what each tool brought. */
    async play(name, steps, { session = `agent:main:${name}`, client = user, prompt = 'go' } = {}) {
      model.script(name, steps);
      const said = await client.chat(session, `${prompt} [[script:${name}]]`);
      const messages = model.lastMessages(name);
      const at = messages.findLastIndex(
        ({ role, content }) => role === 'user' && textOf(content).includes(`[[script:${name}]]`),
      );
      const tools = messages.slice(at + 1).filter(({ role }) => role === 'tool');
      return { said, tools: tools.map(({ content }) => textOf(content)), messages };
    },
    /** Milliseconds until the gateway was gone. */
    async close() {
      user.close();
      owner.close();
      return host.stop();
    },
    /** The end: nothing is left running or on the disk. */
    async end() {
      await host.stop();
      await model.close();
      await telegram.close();
      host.remove();
    },
  };
}
