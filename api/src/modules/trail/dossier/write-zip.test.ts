import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { writeZip } from "./write-zip.ts";

test("a picture that cannot be read to its end fails the archive, and nothing else", async () => {
  const broken = async function* () {
    yield Buffer.from("half of it");
    throw new Error("the disk is gone");
  };
  const parts = [
    { name: "a.txt", bytes: Buffer.from("a") },
    { name: "photos/1.jpg", open: async () => Readable.from(broken()) },
    { name: "photos/2.jpg", open: async () => Readable.from([Buffer.from("b")]) },
  ];
  await expect(writeZip(parts, 0)).rejects.toThrow("the disk is gone");
});

test("the same parts and moment give the same bytes", async () => {
  const make = () => writeZip([{ name: "卷宗.txt", bytes: Buffer.from("字") }, { name: "photos/1.jpg", open: async () => Readable.from([Buffer.from("b")]) }], 1_700_000_000_000);
  expect(await make()).toEqual(await make());
});
