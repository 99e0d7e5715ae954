import { shape } from '../effect-shape.js';
import { isLookingAction } from './action-words.js';
import { readCommandsAmong } from './shell-tools.js';
import { NOWHERE, type ToolContext } from './tool-context.js';
import { textsOf } from './tool-params.js';

/** The agent's own host: what it may do, which plugins and secrets it has. */
const HOST_CHANGED = shape('privilege.gain', 'host', 'partial', 'normal');
const SECRET_SHOWN = shape('secret.read', 'process', 'irreversible', 'critical');
const LOOKED = shape('net.fetch', 'process', 'pure', 'normal', false);

/** Tools that look after the agent's host. Whatever does not plainly look changes what guards the agent. */
export function readAdminTool(context: ToolContext): void {
  const { said, sink, call, name } = context;
  const actions = textsOf(said, ['action', 'operation', 'subcommand']);
  const looks = actions.length > 0 && actions.every(({ text }) => isLookingAction(text));
  const shows = actions.some(({ text }) => /^(?:get|read|show|reveal|export|resolve)\b/i.test(text));
  if (looks && shows && name.words.includes('secrets')) sink.effect(SECRET_SHOWN, call.tool, NOWHERE);
  sink.effect(looks ? LOOKED : HOST_CHANGED, call.tool, NOWHERE);
  for (const shell of context.shells) readCommandsAmong(said, ['command', 'cmd', 'script'], shell);
}
