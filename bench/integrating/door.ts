import type { AgentOS } from 'sentinel-agentos';

/** One way into Sentinel, and what it is held against. All of them do the same work: nothing. */
export interface Door {
  readonly name: string;
  /** The call as it comes through the door. */
  readonly through: () => Promise<unknown>;
  /** The same call by `AgentOS.execute`. */
  readonly execute: () => Promise<unknown>;
  /** What the framework itself costs, without Sentinel. */
  readonly bare: () => Promise<unknown>;
  readonly close?: () => Promise<void>;
}

export type OpenDoor = (os: AgentOS, folder: string) => Door;

export const INPUT = { command: 'npm test' } as const;
export const OUTPUT = 'done';

export const nothing = async (): Promise<string> => Promise.resolve(OUTPUT);
