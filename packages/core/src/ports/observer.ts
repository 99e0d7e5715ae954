import type { KernelEvent } from '../completed-call.js';

/** Watches. What it does or throws changes nothing about a call. */
export interface Observer {
  notify(event: KernelEvent): void;
}
