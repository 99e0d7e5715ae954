/** One entry of an image. Paths are absolute; everything belongs to root. */
export type ImageEntry =
  | { readonly kind: 'folder'; readonly path: string; readonly mode: number }
  | { readonly kind: 'link'; readonly path: string; readonly target: string }
  | { readonly kind: 'text'; readonly path: string; readonly mode: number; readonly text: string }
  /** `source`: the file of this machine whose content it gets. */
  | { readonly kind: 'file'; readonly path: string; readonly mode: number; readonly source: string };
