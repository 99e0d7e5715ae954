import type { LocalizedText } from '@sentinel-agentos/core';

/** Thrown by a parser that can't tell whether a text is right. */
export class NotParsed extends Error {
  override readonly name = 'NotParsed';
  readonly reason: LocalizedText;

  constructor(reason: LocalizedText) {
    super(reason.en);
    this.reason = reason;
  }
}
