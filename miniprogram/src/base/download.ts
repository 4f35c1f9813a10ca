import Taro from "@tarojs/taro";
import { createClient, type Lean, type Transport } from "@cunqing/contract/client";
import type { CallOf, Endpoint } from "@cunqing/contract";
import { apiAddress, authorization } from "./call.ts";
import { Unreachable } from "./failure.ts";
import { isWeapp } from "./platform.ts";

/** A file that came from the service or was made here. It lies in WeChat's folder, or in the browser's memory. */
export type FileInHand = { readonly path: string; readonly name: string } | { readonly blob: Blob; readonly name: string };

/** A large file over a weak line. */
const timeoutMs = 120_000;

/** Fetches what the endpoint offers as a file; a refusal comes in the service's own words, as from any other call. */
export async function download<E extends Endpoint>(endpoint: Lean<E>, order: CallOf<E>, name: string): Promise<FileInHand> {
  const fetched = await createClient(({ path }) => (isWeapp ? fetchByWechat(path, name) : fetchByBrowser(path, name)))(endpoint, order);
  // The transport hands the file through; the endpoint's own type speaks of the server's bytes.
  return fetched as unknown as FileInHand;
}

/** Text that was made on this phone, as a file. At once, because handing over must still happen inside the tap. */
export function fileOfText(text: string, name: string): FileInHand {
  if (!isWeapp) {
    return { blob: new Blob([text], { type: "application/json" }), name };
  }
  const path = `${Taro.env.USER_DATA_PATH ?? ""}/${name}`;
  Taro.getFileSystemManager().writeFileSync(path, text, "utf8");
  return { path, name };
}

/**
 * Hands the file over to the person: WeChat knows no folder that people can open, so it goes into a chat they choose,
 * such as the one with themselves; the browser saves it. In WeChat it must be called inside a tap.
 */
export async function handOver(file: FileInHand): Promise<"handed" | "cancelled"> {
  if ("path" in file) {
    return Taro.shareFileMessage({ filePath: file.path, fileName: file.name }).then(
      () => "handed" as const,
      (reason: { errMsg?: string }) => {
        if (reason.errMsg?.includes("cancel")) {
          return "cancelled" as const;
        }
        throw new Error(reason.errMsg ?? "share");
      },
    );
  }
  const address = URL.createObjectURL(file.blob);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  // Some browsers read the address only after the click has been handled.
  setTimeout(() => URL.revokeObjectURL(address), 30_000);
  return "handed";
}

async function fetchByWechat(path: string, name: string): ReturnType<Transport> {
  const answer = await Taro.downloadFile({ url: apiAddress(path), header: authorization("villager"), timeout: timeoutMs }).catch(
    (reason: { errMsg?: string }) => {
      throw new Unreachable(reason.errMsg ?? "download");
    },
  );
  const { statusCode: status, tempFilePath } = answer;
  return { status, body: status >= 400 ? parse(await readText(tempFilePath)) : { path: tempFilePath, name } };
}

async function fetchByBrowser(path: string, name: string): ReturnType<Transport> {
  const answer = await fetch(apiAddress(path), { headers: authorization("villager") }).catch((reason: Error) => {
    throw new Unreachable(reason.message);
  });
  return { status: answer.status, body: answer.ok ? { blob: await answer.blob(), name } : parse(await answer.text()) };
}

/** A refused download is a file too: the refusal stands in it. */
export function readText(filePath: string): Promise<string> {
  return new Promise((resolve) => {
    Taro.getFileSystemManager().readFile({
      filePath,
      encoding: "utf8",
      success: ({ data }) => resolve(String(data)),
      fail: () => resolve(""),
    });
  });
}

/** A proxy may answer with a page of HTML; the client then speaks in its own words. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
