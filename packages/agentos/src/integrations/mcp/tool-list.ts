import { createInjectionScanner } from '@sentinel-agentos/detect';
import { isObject } from './message.js';
import { rewriteStrings } from './json-text.js';
import type { Language } from '@sentinel-agentos/core';
import type { PinNews, ToolPins } from './tool-pins.js';
import type { Response } from './message.js';

/** What a list of tools is worth to a model. */
export interface JudgedList {
  /** The answer to pass on: what reads like an order to a model is withheld. */
  readonly text: string;
  readonly news: readonly PinNews[];
  /** Rules that found orders in it, each once. */
  readonly injected: readonly string[];
}

/** From this severity on, a description speaks to a model like an order; below, it is only a hint. */
const SUSPICIOUS = 2;

const WITHHELD = {
  en: '[Sentinel: withheld, it reads like an order to a model]',
  zh: '[Sentinel：已隐去，内容形似对模型的指令]',
} as const;

/** Reads lists of tools: each is compared with what is remembered, and its texts are looked through. */
export function createListReader(pins: ToolPins, language: Language): (response: Response) => JudgedList {
  const scanner = createInjectionScanner();
  return ({ text, value }) => {
    const { result } = value;
    if (!isObject(result) || !Array.isArray(result['tools'])) return { text, news: [], injected: [] };
    const injected = new Set<string>();
    const rewritten = rewriteStrings(text, (string) => {
      const { detections, incomplete } = scanner.scan(string);
      const orders = detections.filter(({ severity }) => severity >= SUSPICIOUS);
      for (const { rule } of orders) injected.add(rule);
      if (incomplete) injected.add('detect.incomplete');
      return orders.length > 0 || incomplete ? WITHHELD[language] : string;
    });
    const isLast = typeof result['nextCursor'] !== 'string';
    return { text: rewritten, news: pins.see(result['tools'], isLast), injected: [...injected] };
  };
}
