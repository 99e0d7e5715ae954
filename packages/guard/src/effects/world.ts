import type { Effect, Params } from '@sentinel-agentos/core';
import type { FileFacts } from '../facts/file-facts.js';
import type { ToolHints } from './tools/tool-hints.js';

/** Reads the effects of one tool of the host. Must be pure; a reader that throws makes the call `unknown`. */
export type ToolReader = (params: Params) => readonly Effect[];

/** What a reading needs to know besides the call. */
export interface World {
  /** Absolute path of the folder that the agent works in. */
  readonly workspaceRoot: string;
  /** The product's own folder (`.agentos`). Nothing an agent does may write there. */
  readonly stateDir: string;
  /** The only view of the disk. */
  readonly facts: FileFacts;
  /**
   * Whether a snapshot of what a call changes in the workspace is taken before it runs, so that what it deletes
   * there can be had again. Default false.
   */
  readonly snapshotsTaken?: boolean;
  /** What servers say of their tools, by tool name; only what the host believes. */
  readonly toolHints?: Readonly<Record<string, ToolHints>>;
  /** Readers of the host's own tools by tool name. They come before the built-in ones. */
  readonly toolReaders?: Readonly<Record<string, ToolReader>>;
}
