import { shownName } from './shown-text.js';
import type { Language } from 'sentinel-agentos';
import type { McpNews } from 'sentinel-agentos/mcp';

/** What happened between a client and a server, on one line for people. */
export function mcpNewsText(news: McpNews, language: Language): string {
  return `sentinel: ${WORDS[language](news)}`;
}

const WORDS = {
  en: (news: McpNews): string => {
    switch (news.kind) {
      case 'refused':
        return `a message of the ${news.from} was not passed on: ${news.why}`;
      case 'changed':
        return `the definition of ${shownName(news.tool)} has changed since it was accepted`;
      case 'added':
        return `${shownName(news.tool)} was not there when the tools were accepted`;
      case 'blocked':
        return `a call of ${shownName(news.tool)} was denied: its definition was not accepted`;
      case 'withheld':
        return `texts of the tools read like orders to a model and were withheld: ${news.rules.join(', ')}`;
    }
  },
  zh: (news: McpNews): string => {
    switch (news.kind) {
      case 'refused':
        return `${news.from === 'client' ? '客户端' : '服务器'}的一条消息未转发：${news.why}`;
      case 'changed':
        return `${shownName(news.tool)} 的定义自接受后已更改`;
      case 'added':
        return `${shownName(news.tool)} 在接受工具时尚不存在`;
      case 'blocked':
        return `已拒绝调用 ${shownName(news.tool)}：其定义未被接受`;
      case 'withheld':
        return `工具文本形似对模型的指令，已隐去：${news.rules.join(', ')}`;
    }
  },
} as const;
