import type { CallOf, Endpoint, ResultOf } from "@cunqing/contract";
import { CallRefused, fillPath, type Lean } from "@cunqing/contract/client";
import { relogin } from "./client.ts";
import { asRefusal, CallOffline, csrfToken, isSessionGone, parseJson } from "./transport.ts";

export interface UploadOptions {
  readonly onProgress?: (share: number) => void;
}

/** Sends one file as the part `file`, after the other parts, so that the service knows what it is for before it comes. */
export async function upload<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, file: File, options: UploadOptions = {}): Promise<ResultOf<E>> {
  const { params = {}, body = {} } = order as { params?: Record<string, unknown>; body?: Record<string, string> };
  const form = new FormData();
  for (const [name, value] of Object.entries(body)) {
    form.append(name, value);
  }
  form.append("file", file, file.name);
  const path = `/api${fillPath(endpoint.path, params)}`;
  let answer = await post(path, form, options);
  if (isSessionGone(answer) && (await relogin.ask())) {
    answer = await post(path, form, options);
  }
  if (answer.status >= 400) {
    throw new CallRefused(answer.status, asRefusal(answer.body, "文件没有传上去，请稍后再试"));
  }
  return answer.body as ResultOf<E>; // the service parses its answers by the same contract
}

/** XMLHttpRequest, because fetch cannot say how much of a long upload has gone out. */
function post(path: string, form: FormData, options: UploadOptions): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", path);
    request.setRequestHeader("accept", "application/json");
    const token = csrfToken(document.cookie);
    if (token !== undefined) {
      request.setRequestHeader("x-csrf-token", token);
    }
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) {
        options.onProgress?.(event.loaded / event.total);
      }
    };
    request.onload = () => resolve({ status: request.status, body: parseJson(request.responseText) });
    request.onerror = () => reject(new CallOffline());
    request.send(form);
  });
}
