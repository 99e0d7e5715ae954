import { buildImage } from 'sentinel-agentos';
import { EXIT, UsageError } from '../command.js';
import { readOptions } from '../read-options.js';
import { shownJson } from '../shown-text.js';
import type { Run } from '../command.js';

/** Builds the image of Docker sandboxes from programs of this machine: no registry and no network is needed. */
export const sandboxImageBuild: Run = async ({ args, terminal }) => {
  const { values, switches, words } = readOptions(args, ['name', 'programs'], ['json'], 1);
  if (words[0] !== 'build') throw new UsageError('the one thing to do with the image is: build');
  const { name, id } = await buildImage({
    ...(values['name'] === undefined ? {} : { name: values['name'] }),
    ...(values['programs'] === undefined ? {} : { programs: values['programs'].split(',') }),
  });
  terminal.out(switches.has('json') ? shownJson({ name, id }) : `${name} ${id}`);
  return EXIT.ok;
};
