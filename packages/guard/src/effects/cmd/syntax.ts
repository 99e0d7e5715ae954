/** A redirection of a command; the target as it stands. */
export interface LineRedirect {
  readonly operator: '<' | '>' | '>>';
  readonly target: string;
  readonly error: boolean;
}

/** One command as it stands, before variables are replaced. */
export interface LineCommand {
  readonly kind: 'command';
  readonly text: string;
  readonly redirects: readonly LineRedirect[];
  readonly start: number;
  readonly end: number;
}

export type LineNode =
  | LineCommand
  | { readonly kind: 'pipe'; readonly parts: readonly LineNode[] }
  | {
      readonly kind: 'group';
      readonly body: readonly LineNode[];
      readonly redirects: readonly LineRedirect[];
    }
  | {
      readonly kind: 'if';
      readonly condition: string;
      readonly body: readonly LineNode[];
      readonly otherwise: readonly LineNode[];
    }
  | {
      readonly kind: 'for';
      /** `f`, `r`, `d`, `l` or none. */
      readonly mode: string;
      /** What stands between `for /f` and the variable. */
      readonly options: string;
      readonly variable: string;
      readonly set: string;
      readonly body: readonly LineNode[];
      readonly start: number;
      readonly end: number;
    }
  | { readonly kind: 'label'; readonly name: string };

/** Parsed text of `cmd`. */
export interface ParsedLines {
  readonly nodes: readonly LineNode[];
  /** Where something was not understood; -1 when everything was. */
  readonly unread: number;
  readonly tooDeep: boolean;
  readonly tooLarge: boolean;
}
