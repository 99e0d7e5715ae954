/** What a call would do to the world, as one verb. `unknown` never means harmless. */
export type EffectVerb =
  | 'fs.read'
  | 'fs.write'
  | 'fs.delete'
  | 'fs.chmod'
  | 'process.spawn'
  | 'process.kill'
  | 'net.fetch'
  | 'net.send'
  | 'code.exec'
  | 'privilege.gain'
  | 'vcs.write'
  | 'vcs.push'
  | 'vcs.rewrite'
  | 'pkg.install'
  | 'pkg.publish'
  | 'db.read'
  | 'db.mutate'
  | 'infra.destroy'
  | 'secret.read'
  | 'message.send'
  | 'unknown';

/** How far an effect reaches. The risk formula's Impact is read from it. */
export type EffectScope = 'none' | 'process' | 'workspace' | 'shared' | 'host';

/** How well the consequence of an effect can be undone. A disclosure or a publication never can. */
export type Reversibility = 'irreversible' | 'hard' | 'partial' | 'easy' | 'pure';

/** What the touched data is worth. */
export type Sensitivity = 'public' | 'normal' | 'sensitive' | 'critical';

/** Where in the call an effect or a finding was read: a half-open span of one string parameter, in UTF-16 units. */
export interface Evidence {
  /** Dotted path of the parameter, for example `command` or `edits.0.path`. */
  readonly param: string;
  readonly start: number;
  readonly end: number;
}

/** One effect of a call. Guard, risk, snapshot, taint and budgets all read effects; nobody reads the raw text again. */
export interface Effect {
  readonly verb: EffectVerb;
  /** Resolved absolute path, host, ref, table …; empty when it could not be read from the call. */
  readonly target: string;
  readonly scope: EffectScope;
  readonly reversibility: Reversibility;
  readonly sensitivity: Sensitivity;
  /** Whether the effect leaves this machine. */
  readonly remote: boolean;
  readonly evidence: Evidence;
}
