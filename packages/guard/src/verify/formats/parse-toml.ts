import { loadToml } from '../../matching/load-library.js';

/** Throws for a text that is no TOML. Integers may have 64 bits. */
export function parseToml(text: string): void {
  loadToml().parse(text, { integersAsBigInt: true });
}
