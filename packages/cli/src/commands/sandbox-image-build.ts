import { buildImage } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import type { Command } from '../command.js';

/** Builds the image of Docker sandboxes from programs of this machine: no registry and no network is needed. */
export const sandboxImageBuild: Command = {
  name: 'sandbox image',
  usage: 'build [--name repository:tag] [--programs node,git,bash]',
  summary: 'build the image of Docker sandboxes from programs of this machine, without a registry',
  run: async ({ args, terminal }) => {
    const { values, words } = readOptions(args, ['name', 'programs'], [], 1);
    if (words[0] !== 'build') throw new UsageError('the one thing to do with the image is: build');
    const { name, id } = await buildImage({
      ...(values['name'] === undefined ? {} : { name: values['name'] }),
      ...(values['programs'] === undefined ? {} : { programs: values['programs'].split(',') }),
    });
    terminal.out(`${name} ${id}`);
    return EXIT.ok;
  },
};
