import { Image, View } from "@tarojs/components";
import { limits } from "@cunqing/contract/limits";
import { releaseCase } from "@cunqing/contract/paths";
import { useState } from "react";
import { absolute, callAs } from "../../../base/call.ts";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/field.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { spoken } from "../../../ui/spoken.ts";
import { useTyped, type ActionSheetProps } from "./action-sheet.ts";

/** What others may see is chosen by a person: names and faces are taken out here. No photo is chosen beforehand. */
export function ReleaseSheet({ of, onClose, onDone }: ActionSheetProps) {
  const { typed, write, clear } = useTyped("release", of.id, of.released?.text ?? of.text);
  const [photoIds, setPhotoIds] = useState<readonly string[]>([]);
  const text = typed.text.trim();
  const send = async (): Promise<void> => {
    const settled = await callAs("staff", releaseCase, { params: { caseId: of.id }, body: { text, photoIds: [...photoIds] } });
    clear();
    onDone(settled);
  };
  const toggle = (id: string): void =>
    setPhotoIds(photoIds.includes(id) ? photoIds.filter((other) => other !== id) : [...photoIds, id]);
  return (
    <Sheet title="公开给村里看" onClose={onClose} id="release-sheet">
      <TextArea
        id="release-text"
        label="公开的文字"
        hint="去掉姓名、电话和能认出人的话"
        max={limits.caseTextMax}
        value={typed.text}
        onChange={write}
      />
      <View className="field-label">公开哪几张照片（有人脸、车牌的不要选）</View>
      <View className="photos">
        {[...of.photos, ...of.afterPhotos].map((photo) => (
          <View
            key={photo.id}
            id={`release-photo-${photo.id}`}
            className="photo"
            {...spoken("checkbox", "公开这张照片", { checked: photoIds.includes(photo.id) })}
            onClick={() => toggle(photo.id)}
          >
            <Image className="photo-picture" mode="aspectFill" src={absolute(photo.thumbnailUrl)} />
            {photoIds.includes(photo.id) && (
              <View className="photo-remove">
                <View className="photo-remove-mark">
                  <Icon name="check" />
                </View>
              </View>
            )}
          </View>
        ))}
      </View>
      <Button id="send-release" kind="main" label="公开" isOff={text.length < limits.caseTextMin} onPress={send} />
    </Sheet>
  );
}
