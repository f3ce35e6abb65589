/** The nonce the protocol handler put into this page; style tags made at run time carry it. */
export function readStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? '';
}
