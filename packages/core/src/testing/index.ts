export type ConformanceCase = { readonly name: string; readonly run: () => void | Promise<void> };
