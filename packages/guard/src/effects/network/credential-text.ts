/** A key of AWS, a private key or a token of GitHub, written out. Keys of examples end in `EXAMPLE`. */
const CREDENTIAL =
  /\b(?:AKIA|ASIA)(?![A-Z0-9]{9}EXAMPLE\b)[A-Z0-9]{16}\b|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b/;
/** Signed addresses name the key that signed them, which opens nothing. */
const SIGNED = /(?:X-Amz-Credential|AWSAccessKeyId)=[^&\s]{0,200}/gi;

/** Whether a text holds a credential that opens something to whoever gets it. */
export function holdsCredential(text: string): boolean {
  return CREDENTIAL.test(text.replaceAll(SIGNED, ''));
}
