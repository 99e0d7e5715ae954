// A model that says what a test wrote down: the chat completions of OpenAI, on loopback, streamed or whole.
import http from 'node:http';

/** @typedef {{ text: string } | { tool: string, args?: object }} Step */

/** Starts the model. A prompt that holds `[[script:NAME]]` is answered with the steps of that name, one a turn. */
export async function startScriptedModel() {
  /** @type {Map<string, Step[]>} */
  const scripts = new Map();
  /** @type {any[]} */
  const requests = [];
  let count = 0;

  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const asked = chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
    if (!request.url?.endsWith('/chat/completions') || asked === undefined) {
      response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
      return;
    }
    requests.push(asked);
    count += 1;
    answer(response, asked, stepFor(scripts, asked.messages), count);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());

  return {
    url: `http://127.0.0.1:${port}/v1`,
    requests,
    /** @param {string} name @param {Step[]} steps */
    script: (name, steps) => scripts.set(name, steps),
    /** The messages of the latest request that belongs to a script. @param {string} name */
    lastMessages: (name) =>
      requests.findLast(({ messages }) => JSON.stringify(messages).includes(`[[script:${name}]]`))
        ?.messages ?? [],
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The step whose turn it is: as many as there are answers after the last prompt of the script. */
function stepFor(scripts, messages) {
  const at = messages.findLastIndex(
    ({ role, content }) => role === 'user' && scriptIn(textOf(content)) !== null,
  );
  const name = at < 0 ? null : scriptIn(textOf(messages[at].content));
  const steps = name === null ? undefined : scripts.get(name);
  if (steps === undefined) return { text: 'no script' };
  const answered = messages.slice(at + 1).filter(({ role }) => role === 'assistant').length;
  return steps[Math.min(answered, steps.length - 1)];
}

/** The last one counts: what the host remembers of earlier prompts stands before it. */
const scriptIn = (text) => [...text.matchAll(/\[\[script:([\w.-]+)\]\]/g)].at(-1)?.[1] ?? null;

export function textOf(content) {
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map((part) => part.text ?? '').join('\n') : '';
}

function answer(response, { model, stream }, step, count) {
  const base = { id: `chatcmpl-${count}`, created: Math.floor(Date.now() / 1000), model };
  const usage = { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 };
  const calls = (step.tools ?? ('tool' in step ? [step] : [])).map((call, index) => ({
    index,
    id: `call_${count}_${index}`,
    type: 'function',
    function: { name: call.tool, arguments: JSON.stringify(call.args ?? {}) },
  }));
  const finish_reason = calls.length > 0 ? 'tool_calls' : 'stop';
  const content = step.text ?? null;
  const tools = calls.length > 0 ? { tool_calls: calls } : {};
  if (stream !== true) {
    const message = { role: 'assistant', content, ...tools };
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify({
        ...base,
        object: 'chat.completion',
        usage,
        choices: [{ index: 0, finish_reason, message }],
      }),
    );
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' });
  const send = (part) =>
    response.write(`data: ${JSON.stringify({ ...base, object: 'chat.completion.chunk', ...part })}\n\n`);
  send({ choices: [{ index: 0, delta: { role: 'assistant', content }, finish_reason: null }] });
  if (calls.length > 0) send({ choices: [{ index: 0, delta: tools, finish_reason: null }] });
  send({ choices: [{ index: 0, delta: {}, finish_reason }] });
  send({ choices: [], usage });
  response.end('data: [DONE]\n\n');
}
