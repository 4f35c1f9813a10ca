import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { answering, type Host } from "./host.ts";

/** Files of the mini-program's own folder, and the way in and out of chats. */
export function fileApis(host: Host): Record<string, unknown> {
  const { person } = host.phone;
  return {
    getFileSystemManager: () => ({
      copyFile: answering(host, "copyFile", ({ srcPath, destPath }) => copyFileSync(String(srcPath), String(destPath))),
      unlink: answering(host, "unlink", ({ filePath }) => rmSync(String(filePath))),
      readdir: answering(host, "readdir", ({ dirPath }) => ({ files: readdirSync(String(dirPath)) })),
      readFile: answering(host, "readFile", ({ filePath }) => ({ data: readFileSync(String(filePath), "utf8") })),
      writeFileSync: (filePath: string, data: string) => writeFileSync(filePath, data),
    }),
    shareFileMessage: (options: { filePath?: string; fileName?: string }) => {
      const isInTap = host.isInTap();
      return answering(host, "shareFileMessage", ({ filePath, fileName }) => {
        if (!isInTap) {
          throw new Error("can only be invoked by user TAP gesture");
        }
        person.shared.push({ path: String(filePath), name: String(fileName) });
      })(options);
    },
    chooseMessageFile: answering(host, "chooseMessageFile", () => {
      if (person.chatFile === "") {
        throw new Error("cancel");
      }
      return { tempFiles: [{ path: person.chatFile, name: "file.json", size: 1, type: "file" }] };
    }),
  };
}
