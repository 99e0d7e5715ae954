// The part of Telegram's Bot API that the host's channel asks for, on loopback.
import http from 'node:http';

const BOT = { id: 4242, is_bot: true, first_name: 'E2E', username: 'e2e_bot' };
const USER = { id: 1001, is_bot: false, first_name: 'User', username: 'user1' };
const CHAT = { id: 1001, type: 'private', first_name: 'User' };

/** Starts it. `say` writes to the bot as the user; `sent` is what the bot sent. */
export async function startTelegram() {
  const updates = [];
  const sent = [];
  let polling = null;
  let count = 100;

  const deliver = () => {
    if (polling === null || updates.length === 0) return;
    polling(updates.splice(0));
  };
  const server = http.createServer(async (request, response) => {
    const chunks = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString();
    const params = body.startsWith('{') ? JSON.parse(body) : {};
    const answer = (result) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ ok: true, result }));
    };
    const method = new URL(request.url ?? '/', 'http://telegram').pathname.split('/').pop();
    const date = Math.floor(Date.now() / 1000);
    if (method === 'getMe') answer(BOT);
    else if (method === 'getUpdates') {
      polling?.([]);
      const end = (found) => {
        clearTimeout(timer);
        if (polling === end) polling = null;
        answer(found);
      };
      const timer = setTimeout(() => end([]), 20_000);
      polling = end;
      deliver();
    } else if (method === 'sendMessage' || method === 'editMessageText') {
      count += 1;
      sent.push(params.text);
      answer({ message_id: count, date, chat: CHAT, from: BOT, text: params.text });
    } else if (method === 'getWebhookInfo') {
      answer({ url: '', has_custom_certificate: false, pending_update_count: 0 });
    } else answer(true);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));

  return {
    url: `http://127.0.0.1:${server.address().port}`,
    sent,
    say(text) {
      count += 1;
      const entities = text.startsWith('/')
        ? { entities: [{ type: 'bot_command', offset: 0, length: text.split(' ')[0].length }] }
        : {};
      const message = {
        message_id: count,
        date: Math.floor(Date.now() / 1000),
        chat: CHAT,
        from: USER,
        text,
        ...entities,
      };
      updates.push({ update_id: count, message });
      deliver();
    },
    /** Resolves with the first message from now on that matches, or with null. */
    async hears(pattern, ms = 30_000, from = sent.length) {
      for (const until = Date.now() + ms; Date.now() < until;) {
        const found = sent.slice(from).find((text) => pattern.test(text));
        if (found !== undefined) return found;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return null;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
