import { drawScene } from "../../api/src/boot/seed/demo-scenes.ts";

/** A file as a person picks it from the album. */
export interface Picture {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

type Scene = Parameters<typeof drawScene>[0];

export async function takePicture(scene: Scene): Promise<Picture> {
  return { name: `${scene}.jpg`, mimeType: "image/jpeg", buffer: await drawScene(scene) };
}
