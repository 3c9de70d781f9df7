/**
 * Dialogs lock the page's scrolling with a style element of their own. Under the page's content
 * security policy it needs the nonce; the library looks for it under `__webpack_nonce__`. Called
 * by whatever opens a dialog, before it does.
 */
export function shareStyleNonce(): void {
  if (typeof document === 'undefined') return;
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  if (nonce) Object.assign(globalThis, { __webpack_nonce__: nonce });
}
