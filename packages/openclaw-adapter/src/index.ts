import { createPlugin, type Plugin } from './plugin.js';
import { loadCore } from './load-core.js';

const plugin: Plugin = createPlugin(loadCore);

// The host takes a plugin by its default export.
// oxlint-disable-next-line import/no-default-export
export default plugin;
