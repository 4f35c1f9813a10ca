import Taro from "@tarojs/taro";
import { createClient, type Lean, type Transport } from "@cunqing/contract/client";
import type { Endpoint, ResultOf } from "@cunqing/contract";
import { dropBlob, findBlob, putBlob } from "./blob-shelf.ts";
import { apiAddress, authorization, type Sender } from "./call.ts";
import { Unreachable } from "./failure.ts";
import type { KeptFile } from "./kept-file.ts";
import { isWeapp } from "./platform.ts";
import { randomKey } from "./random-key.ts";

/** WeChat clears its temporary files when it likes, so the file moves into our own folder. */
export function keepTemporary(temporaryPath: string, extension: string, seconds = 0): Promise<KeptFile> {
  const id = randomKey();
  const path = `${Taro.env.USER_DATA_PATH ?? ""}/${id}.${extension}`;
  return new Promise((resolve, reject) => {
    Taro.getFileSystemManager().copyFile({
      srcPath: temporaryPath,
      destPath: path,
      success: () => resolve({ id, path, name: `${id}.${extension}`, seconds }),
      fail: (reason) => reject(new Error(reason.errMsg)),
    });
  });
}

export async function keepBlob(blob: Blob, extension: string, seconds = 0): Promise<KeptFile> {
  const id = randomKey();
  await putBlob(id, blob);
  return { id, path: "", name: `${id}.${extension}`, seconds };
}

/** An address to show or play it by; null when it is gone. */
export async function addressOfKept(file: KeptFile): Promise<string | null> {
  if (isWeapp) {
    return file.path;
  }
  const blob = await findBlob(file.id);
  return blob && URL.createObjectURL(blob);
}

export async function dropKept(file: KeptFile): Promise<void> {
  if (!isWeapp) {
    await dropBlob(file.id);
    return;
  }
  await new Promise<void>((resolve) => {
    // A file that is gone already is as good as removed.
    Taro.getFileSystemManager().unlink({ filePath: file.path, complete: () => resolve() });
  });
}

export function sendKept<E extends Endpoint>(endpoint: Lean<E>, file: KeptFile, as: Sender): Promise<ResultOf<E>> {
  const send: Transport = (request) => (isWeapp ? sendPath(request.path, file, as) : sendBlob(request.path, file, as));
  // An upload's order is its file; the endpoint declares no params and no body.
  return createClient(send)(endpoint, {} as never);
}

/** Uploading over a village's 2G may take a while. */
const uploadTimeoutMs = 60_000;

async function sendPath(path: string, file: KeptFile, as: Sender): ReturnType<Transport> {
  const answer = await Taro.uploadFile({
    url: apiAddress(path),
    filePath: file.path,
    name: "file",
    header: authorization(as),
    timeout: uploadTimeoutMs,
  }).catch((reason: { errMsg?: string }) => {
    throw new Unreachable(reason.errMsg ?? "upload");
  });
  return { status: answer.statusCode, body: parse(answer.data) };
}

async function sendBlob(path: string, file: KeptFile, as: Sender): ReturnType<Transport> {
  const blob = await findBlob(file.id);
  const form = new FormData();
  form.append("file", blob ?? new Blob([]), file.name);
  const answer = await fetch(apiAddress(path), { method: "POST", body: form, headers: authorization(as) }).catch(
    (reason: Error) => {
      throw new Unreachable(reason.message);
    },
  );
  return { status: answer.status, body: parse(await answer.text()) };
}

/** A proxy may answer with a page of HTML; the client then speaks in its own words. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
