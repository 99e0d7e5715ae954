import { isPublishedInstaller } from '../network/installer-url.js';
import { Taint, unknownData, type Data } from '../shell/data.js';
import { isDiverted } from '../shell/shell-state.js';
import type { Invocation } from './invocation.js';

const DOWNLOADED = unknownData(Taint.download);
const PUBLISHED = unknownData(Taint.published);

/** Options that leave alone whom `curl` and `wget` ask, how they make sure of it, and what they print. */
const PLAIN_OPTION =
  /^(?:-[46sSfLqOoN#ncPtTm10]|--silent|--show-error|--fail|--fail-with-body|--location|--proto|--proto-redir|--tlsv1\.[23]|--ssl-reqd|--http1\.1|--http2|--compressed|--progress-bar|--no-progress-meter|--no-buffer|--remote-name|--remote-name-all|--output|--output-dir|--create-dirs|--retry|--retry-delay|--retry-max-time|--retry-connrefused|--retry-all-errors|--connect-timeout|--max-time|--ipv4|--ipv6|--quiet|--no-verbose|-nv|--output-document|--directory-prefix|--https-only|--secure-protocol|--tries|--timeout|--waitretry|--show-progress|--progress|--continue|--no-cache|--no-hsts)$/;

/** What a program that downloads gets: an installer unchanged from its publisher, or anything from the network. */
export function downloadOf(invocation: Invocation): Data {
  const { operands, options, shell } = invocation;
  const plain =
    operands.length > 0 &&
    operands.every(({ text }) => isPublishedInstaller(text)) &&
    options.every(({ name }) => PLAIN_OPTION.test(name)) &&
    !isDiverted(shell);
  return plain ? PUBLISHED : DOWNLOADED;
}
