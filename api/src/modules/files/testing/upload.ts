import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Answer, TestApi } from "../../../testing/start-api.ts";
import type { World } from "../../../testing/world.ts";

/** Sends bytes as a form does, under whatever name and type the sender claims. */
export async function upload(api: TestApi, path: string, bytes: Buffer, claimed: { name?: string; type?: string; part?: string } = {}): Promise<Answer> {
  const form = new FormData();
  form.append(claimed.part ?? "file", new Blob([new Uint8Array(bytes)], { type: claimed.type ?? "image/jpeg" }), claimed.name ?? "微信图片.jpg");
  const response = await fetch(api.url + path, { method: "POST", body: form });
  return { status: response.status, body: await response.json(), headers: response.headers };
}

/** Every file under the world's storage and temporary folders, half-written ones too. */
export function filesOnDisk(world: World): string[] {
  return ["files", "tmp"].flatMap((folder) => {
    try {
      const entries = readdirSync(join(world.folder, folder), { recursive: true, withFileTypes: true });
      return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    } catch {
      // Nothing was ever written there.
      return [];
    }
  });
}
