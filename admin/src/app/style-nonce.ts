/** The server writes a fresh nonce into the page; style elements must carry it or the content policy drops them. */
export function readNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? "";
}

/**
 * antd passes the nonce on, but two small parts under it (the scroll lock of dialogs and the measuring of scroll bars)
 * make style elements of their own and have no setting for it. Scripts here are ours alone, so their styles may pass.
 */
export function giveStylesTheNonce(nonce: string): void {
  const create = document.createElement.bind(document);
  const createWithNonce = (name: string, options?: ElementCreationOptions): HTMLElement => {
    const element = create(name, options);
    if (element instanceof HTMLStyleElement) {
      element.nonce = nonce;
    }
    return element;
  };
  document.createElement = createWithNonce as typeof document.createElement; // the overloads all come down to this one
}
