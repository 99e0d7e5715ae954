import type { AnchorSink, AnchorSinkStatus } from './anchor-sink.js';
import type { Anchor } from './anchor.js';

/** Hands heads to one sink, one at a time and always the newest. */
export class AnchorPublisher {
  readonly #sink: AnchorSink;
  readonly #onFirstFailure: (name: string, message: string) => void;
  #waiting: Anchor | null = null;
  #running: Promise<void> | null = null;
  #published: number | null = null;
  #failure: string | null = null;
  #hasFailed = false;

  /** @param onFirstFailure told once, however often the sink fails. */
  constructor(sink: AnchorSink, onFirstFailure: (name: string, message: string) => void) {
    this.#sink = sink;
    this.#onFirstFailure = onFirstFailure;
  }

  /** Never throws and never waits. */
  publish(anchor: Anchor): void {
    this.#waiting = anchor;
    if (this.#running === null) this.#next();
  }

  /** Resolves when the newest head was taken or refused. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  status(): AnchorSinkStatus {
    return { name: this.#sink.name, published: this.#published, failure: this.#failure };
  }

  #next(): void {
    while (this.#waiting !== null && this.#running === null) {
      const anchor = this.#waiting;
      this.#waiting = null;
      try {
        const publishing = this.#sink.publish(anchor);
        if (publishing === undefined) this.#took(anchor);
        else this.#running = this.#follow(publishing, anchor);
      } catch (error) {
        this.#refused(error);
      }
    }
  }

  async #follow(publishing: Promise<void>, anchor: Anchor): Promise<void> {
    try {
      await publishing;
      this.#took(anchor);
    } catch (error) {
      this.#refused(error);
    }
    this.#running = null;
    this.#next();
  }

  #took({ size }: Anchor): void {
    this.#published = size;
    this.#failure = null;
  }

  #refused(error: unknown): void {
    this.#failure = error instanceof Error ? error.message : String(error);
    if (!this.#hasFailed) this.#onFirstFailure(this.#sink.name, this.#failure);
    this.#hasFailed = true;
  }
}
