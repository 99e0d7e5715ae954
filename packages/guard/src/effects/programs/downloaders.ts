import { NOTHING, Taint, unknownData, type Data } from '../shell/data.js';
import { writePath } from '../shell/file-acts.js';
import { valueOfOption, type Invocation } from './invocation.js';

const URL_NAME = /([^/?#]+)(?:[?#].*)?$/;
const DOWNLOADED = unknownData(Taint.download);

/** `aria2c`, `axel`, `lwp-download`: what is fetched lands in a file that is named, or named after the address. */
export function readDownloader(invocation: Invocation): Data {
  const { shell, operands, name } = invocation;
  const [url, second] = operands;
  if (url === undefined) return NOTHING;
  const folder = valueOfOption(invocation, '-d --dir');
  const named =
    valueOfOption(invocation, '-o --out --output') ?? (name === 'lwp-download' ? second : undefined);
  const file = named ?? { ...url, text: URL_NAME.exec(url.text)?.[1] ?? 'index.html' };
  writePath(shell, folder === null ? file : { ...file, text: `${folder.text}/${file.text}` }, DOWNLOADED);
  return NOTHING;
}
