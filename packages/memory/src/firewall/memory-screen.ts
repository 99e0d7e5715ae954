import { invalidArgument } from '../input/invalid-argument.js';
import { maskSecrets } from '../text/mask-secrets.js';

/** A text as it may be kept, and what is suspicious about it. */
export interface ScreenedText {
  /** Without secrets, and without characters that hide or disguise words. */
  readonly text: string;
  /**
   * Names of what was found that speaks to a model like an order, such as `injection.override`; empty when
   * nothing was. A screen that could not read to the end must say so here: unread is not clean.
   */
  readonly findings: readonly string[];
}

/**
 * The port that every text passes before it is stored. Who wires the memory fills it with a scanner of injected
 * instructions and secrets; the memory alone only masks well-known shapes of credentials.
 */
export interface MemoryScreen {
  /** Deterministic, synchronous, in time linear in the text. Applied to its own result it finds no less. */
  screen(text: string): ScreenedText;
}

/** The screen of a memory that was given none: masks well-known credentials and suspects nothing. */
const MASKING_SCREEN: MemoryScreen = Object.freeze({
  screen: (text: string): ScreenedText => ({ text: maskSecrets(text), findings: [] }),
});

/** A screen; absent means {@link MASKING_SCREEN}. */
export function parseScreen(value: unknown): MemoryScreen {
  if (value === undefined) return MASKING_SCREEN;
  if (typeof value !== 'object' || value === null || typeof (value as MemoryScreen).screen !== 'function') {
    throw invalidArgument('screen', 'an object with a method screen', value);
  }
  return value as MemoryScreen;
}
