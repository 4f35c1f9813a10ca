import { crc32, deflateRawSync } from "node:zlib";

/** A part of a ZIP, with the lies a hostile file tells about it. */
export type ZipPart = {
  name: string;
  data: string | Uint8Array;
  isStored?: boolean;
  declaredBytes?: number;
  declaredCrc?: number;
  flags?: number;
  /** Points the directory at the bytes of the first part, as overlapping bombs do. */
  isSharedWithFirst?: boolean;
  /** Says in ZIP64's own field that the bytes lie where no file reaches. */
  isBeyondFile?: boolean;
};

const utf8Names = 0x800;

export function buildZip(parts: readonly ZipPart[], comment = ""): Buffer {
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const part of parts) {
    const { header, body } = packPart(part);
    directory.push(directoryRecord(part, header, part.isSharedWithFirst === true ? 0 : offset));
    if (part.isSharedWithFirst !== true) {
      const local = Buffer.concat([Buffer.from("PK\x03\x04"), header, Buffer.from(part.name), body]);
      bodies.push(local);
      offset += local.length;
    }
  }
  const records = Buffer.concat(directory);
  return Buffer.concat([...bodies, records, endRecord(parts.length, records.length, offset, comment)]);
}

/** What the local header and the directory have in common, from the version to the lengths. */
function packPart(part: ZipPart): { header: Buffer; body: Buffer } {
  const data = Buffer.from(part.data);
  const body = part.isStored === true ? data : deflateRawSync(data, { level: 6 });
  const header = Buffer.alloc(26);
  header.writeUInt16LE(20, 0);
  header.writeUInt16LE(utf8Names | (part.flags ?? 0), 2);
  header.writeUInt16LE(part.isStored === true ? 0 : 8, 4);
  header.writeUInt32LE(part.declaredCrc ?? crc32(data), 10);
  header.writeUInt32LE(body.length, 14);
  header.writeUInt32LE(part.declaredBytes ?? data.length, 18);
  header.writeUInt16LE(Buffer.byteLength(part.name), 22);
  return { header, body };
}

function directoryRecord(part: ZipPart, header: Buffer, offset: number): Buffer {
  const extra = part.isBeyondFile === true ? Buffer.concat([Buffer.from([1, 0, 8, 0]), Buffer.alloc(8, 0xff)]) : Buffer.alloc(0);
  const own = Buffer.from(header);
  own.writeUInt16LE(extra.length, 24);
  const tail = Buffer.alloc(14);
  tail.writeUInt32LE(part.isBeyondFile === true ? 0xffffffff : offset, 10);
  return Buffer.concat([Buffer.from("PK\x01\x02\x14\x00", "latin1"), own, tail, Buffer.from(part.name), extra]);
}

function endRecord(count: number, bytes: number, offset: number, comment: string): Buffer {
  const end = Buffer.alloc(18);
  end.writeUInt16LE(count, 4);
  end.writeUInt16LE(count, 6);
  end.writeUInt32LE(bytes, 8);
  end.writeUInt32LE(offset, 12);
  end.writeUInt16LE(Buffer.byteLength(comment), 16);
  return Buffer.concat([Buffer.from("PK\x05\x06"), end, Buffer.from(comment)]);
}
