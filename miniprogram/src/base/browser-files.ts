/** The browser's own dialog; nothing when the person thinks better of it. */
export function chooseInBrowser(accept: string, isMany: boolean): Promise<File[]> {
  return new Promise((resolve) => {
    const input = document.createElement("input");
    input.type = "file";
    input.accept = accept;
    input.multiple = isMany;
    input.style.display = "none";
    document.body.append(input);
    const finish = (): void => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.onchange = finish;
    input.oncancel = finish;
    input.click();
  });
}
