import { View } from "@tarojs/components";
import { limits } from "@cunqing/contract/limits";
import { finishCase, uploadPhoto } from "@cunqing/contract/paths";
import { callAs } from "../../../base/call.ts";
import { useCatalog } from "../../../base/catalog.ts";
import { isKeptFile, type KeptFile } from "../../../base/kept-file.ts";
import { dropKept, sendKept } from "../../../base/kept-files.ts";
import { isRecord } from "../../../base/shapes.ts";
import { randomKey } from "../../../base/random-key.ts";
import { useKeptState } from "../../../base/use-kept-state.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { PhotoPicker } from "../../../ui/photos.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import type { ActionSheetProps } from "./action-sheet.ts";

interface Attachment {
  readonly id: string;
  readonly claim: string;
}

interface Finish {
  readonly outcome: string;
  readonly photos: readonly KeptFile[];
  readonly key: string;
  /** What the service has already, by photo: a second try sends the same attachments under the same key. */
  readonly uploads: Readonly<Record<string, Attachment>>;
}

const isFinish = (value: unknown): value is Finish =>
  isRecord(value) &&
  typeof value["outcome"] === "string" &&
  typeof value["key"] === "string" &&
  isRecord(value["uploads"]) &&
  Array.isArray(value["photos"]) &&
  value["photos"].every(isKeptFile);

/** What was done, and the picture that shows it. */
export function FinishSheet({ of, onClose, onDone }: ActionSheetProps) {
  const catalog = useCatalog();
  const { value: typed, change, clear } = useKeptState<Finish>(`finish.${of.id}`, { outcome: "", photos: [], key: randomKey(), uploads: {} }, isFinish);
  const need = catalog.data?.categories.find(({ code }) => code === of.category.code)?.afterPhoto ?? "optional";
  const isReady = typed.outcome.trim().length >= limits.outcomeMin && (need !== "required" || typed.photos.length > 0);

  const send = async (): Promise<void> => {
    const uploads = { ...typed.uploads };
    for (const photo of typed.photos) {
      uploads[photo.id] ??= await sendOne(photo);
      change({ uploads });
    }
    const afterPhotos = typed.photos.map(({ id }) => uploads[id]).filter((upload) => upload !== undefined);
    const body = { seenState: of.state, outcome: typed.outcome.trim(), afterPhotos };
    const settled = await callAs("staff", finishCase, { params: { caseId: of.id }, body }, { idempotencyKey: typed.key });
    clear();
    void Promise.all(typed.photos.map(dropKept));
    onDone(settled);
  };
  return (
    <Sheet title="办好了" onClose={onClose} id="finish-sheet">
      {need !== "none" && (
        <View className="field">
          <View className="field-label">{need === "required" ? "办好后的照片（要拍一张）" : "办好后的照片（可以不拍）"}</View>
          <PhotoPicker photos={typed.photos} onChange={(photos) => change({ photos, key: randomKey() })} />
        </View>
      )}
      <TextArea
        id="finish-outcome"
        label="办了什么"
        placeholder="例如：已清走黄泥，路面冲洗干净"
        max={limits.outcomeMax}
        value={typed.outcome}
        onChange={(outcome) => change({ outcome, key: randomKey() })}
      />
      <Button id="send-finish" kind="main" label="交给反映人确认" busyLabel="正在送…" isOff={!isReady} onPress={send} />
    </Sheet>
  );
}

async function sendOne(photo: KeptFile): Promise<Attachment> {
  const { id, claim } = await sendKept(uploadPhoto, photo, "staff");
  return { id, claim };
}
