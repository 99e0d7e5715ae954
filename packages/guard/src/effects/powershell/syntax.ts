/** An expression, or a word of a command. Only what effects depend on is kept. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string; readonly number?: true; readonly bare?: true }
  /** An expandable string, or a word with expandable parts. */
  | { readonly kind: 'parts'; readonly parts: readonly Expression[]; readonly bare?: true }
  /** `name` is in lower case, with `env:` or a drive before it where it has one. */
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'block'; readonly block: Block }
  /** `( … )`, `$( … )` and `@( … )`. */
  | { readonly kind: 'body'; readonly body: readonly Statement[]; readonly list: boolean }
  | { readonly kind: 'table'; readonly entries: readonly TableEntry[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression }
  | { readonly kind: 'type'; readonly name: string }
  | { readonly kind: 'cast'; readonly type: string; readonly operand: Expression }
  | {
      readonly kind: 'member';
      readonly target: Expression;
      readonly name: Expression;
      /** Null for a property. */
      readonly args: readonly Expression[] | null;
    }
  | { readonly kind: 'index'; readonly target: Expression; readonly index: Expression }
  | {
      readonly kind: 'assign';
      readonly target: Expression;
      readonly operator: string;
      readonly value: readonly Statement[];
    };

/** One `key = value` of a hash table. */
export interface TableEntry {
  readonly key: Expression;
  readonly value: readonly Statement[];
}

/** A script block or the body of a function. */
export interface Block {
  readonly params: readonly Parameter[];
  readonly body: readonly Statement[];
  /** Where its text stands, without the braces. */
  readonly start: number;
  readonly end: number;
}

/** A declared parameter. */
export interface Parameter {
  readonly name: string;
  readonly value: Expression | null;
}

/** One argument of a command. */
export type Argument =
  | {
      readonly kind: 'parameter';
      readonly name: string;
      /** The word as it stands, for programs that know no parameters. */
      readonly raw: Expression;
      /** Set for `-Name:value`. */
      readonly value: Expression | null;
    }
  | { readonly kind: 'value'; readonly value: Expression }
  | { readonly kind: 'splat'; readonly name: string };

/** `2> file`, or with a null target two streams joined. */
export interface Redirect {
  readonly append: boolean;
  readonly target: Expression | null;
}

/** One part of a pipeline. */
export interface Element {
  /** `&` and `.` call what an expression names; null for a command written as a word, `''` for an expression alone. */
  readonly call: '&' | '.' | '' | null;
  readonly head: Expression;
  readonly args: readonly Argument[];
  readonly redirects: readonly Redirect[];
  readonly start: number;
  readonly end: number;
}

export type Statement =
  | { readonly kind: 'pipeline'; readonly elements: readonly Element[]; readonly background: boolean }
  /** Pipelines joined by `&&` and `||`. */
  | { readonly kind: 'chain'; readonly parts: readonly Statement[] }
  | {
      readonly kind: 'branches';
      readonly conditions: readonly (readonly Statement[])[];
      readonly bodies: readonly Block[];
      /** One of the bodies runs in any case. */
      readonly complete: boolean;
    }
  | {
      readonly kind: 'loop';
      readonly head: readonly Statement[];
      readonly endless: boolean;
      readonly body: Block;
    }
  | {
      readonly kind: 'foreach';
      readonly name: string;
      readonly list: readonly Statement[];
      readonly body: Block;
    }
  | { readonly kind: 'function'; readonly name: string; readonly block: Block }
  | {
      readonly kind: 'try';
      readonly body: Block;
      readonly handlers: readonly Block[];
      readonly last: Block | null;
    };

/** A parsed text. */
export interface Script {
  readonly block: Block;
  /** Where something stands that was not understood; -1 when everything was. */
  readonly unread: number;
  readonly tooDeep: boolean;
  readonly tooLarge: boolean;
}
