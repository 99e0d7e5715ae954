import { shape } from '../effect-shape.js';
import { readPath } from '../shell/file-acts.js';
import { sendData } from '../shell/network-acts.js';
import { FILES, openUrl } from './fetch-tools.js';
import { filesIn } from './file-tools.js';
import { NOWHERE, type ToolContext } from './tool-context.js';
import { says, textsIn, textsOf, wholeOf } from './tool-params.js';
import { isLookingAction } from './action-words.js';

const MESSAGE = shape('message.send', 'shared', 'partial', 'normal');
const MESSAGE_LOST = shape('net.send', 'shared', 'hard', 'normal');
const LOOKED = shape('net.fetch', 'shared', 'pure', 'normal');
const TO =
  'to recipient recipients channel channelid user userid chatid address email phone phonenumber target targets cc bcc'.split(
    ' ',
  );
const TEXTS = ['text', 'message', 'content', 'body', 'media', 'attachments', 'blocks'];

/** `send_message`, `send_email`: to whom, and which files go along. */
export function readMessageTool(context: ToolContext): void {
  const { said, sink, call, name } = context;
  const [top] = said;
  const actions = top === undefined ? [] : textsIn(top, ['action']);
  // Whoever only reads has nothing to say.
  const looks =
    name.last === 'message' && actions.length > 0 && actions.every(({ text }) => isLookingAction(text));
  if (looks && !says(said, TEXTS)) {
    sink.effect(LOOKED, call.tool, NOWHERE);
    return;
  }
  const [to] = textsOf(said, TO);
  const host = to?.text ?? '';
  const at = to === undefined ? NOWHERE : wholeOf(to);
  sink.effect(MESSAGE, host, at);
  if (actions.some(({ text }) => /delete|remove|ban|kick/i.test(text))) sink.effect(MESSAGE_LOST, host, at);
  for (const shell of context.shells) {
    for (const file of filesIn(said, [...FILES, 'path', 'image', 'document'], shell)) {
      if (/^(?:https?|data):/i.test(file.text)) continue;
      sendData(shell, readPath(shell, file), host, file.evidence);
    }
    for (const url of textsOf(said, ['webhook', 'webhookurl'])) openUrl(url, shell);
  }
}
