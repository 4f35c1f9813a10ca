import { Image, View } from "@tarojs/components";
import Taro from "@tarojs/taro";
import { useEffect, useState } from "react";
import { limits } from "@cunqing/contract/limits";
import { absolute } from "../base/call.ts";
import { haveConsent } from "../base/consent.ts";
import type { KeptFile } from "../base/kept-file.ts";
import { addressOfKept, dropKept } from "../base/kept-files.ts";
import { pickPhotos } from "../base/pick-photos.ts";
import { usePress } from "./button.tsx";
import { Icon } from "./icon.tsx";
import { spoken } from "./spoken.ts";
import { tell } from "./toast.tsx";

interface Photo {
  readonly id: string;
  readonly url: string;
  readonly thumbnailUrl: string;
}

export function PhotoGrid({ photos }: { photos: readonly Photo[] }) {
  const urls = photos.map((photo) => absolute(photo.url));
  return (
    <View className="photos">
      {photos.map((photo, index) => (
        <View
          key={photo.id}
          className="photo"
          {...spoken("button", `照片 ${index + 1}，点开看大图`)}
          onClick={() => void Taro.previewImage({ urls, current: absolute(photo.url) })}
        >
          <Image className="photo-picture" mode="aspectFill" lazyLoad src={absolute(photo.thumbnailUrl)} />
        </View>
      ))}
    </View>
  );
}

interface PhotoPickerProps {
  readonly photos: readonly KeptFile[];
  readonly onChange: (photos: readonly KeptFile[]) => void;
}

export function PhotoPicker({ photos, onChange }: PhotoPickerProps) {
  const left = limits.photosMax - photos.length;
  const { press } = usePress(async () => {
    if (!(await haveConsent())) {
      tell("没有同意，就先不拍照，写字也一样办");
      return;
    }
    onChange([...photos, ...(await pickPhotos(left))]);
  });
  const remove = (photo: KeptFile): void => {
    onChange(photos.filter((other) => other.id !== photo.id));
    void dropKept(photo);
  };
  return (
    <View className="photos">
      {photos.map((photo, index) => (
        <KeptPhoto key={photo.id} photo={photo} number={index + 1} onRemove={() => remove(photo)} />
      ))}
      {left > 0 && (
        <View className="photo" id="add-photo" {...spoken("button", "拍照或选照片")} onClick={press}>
          <View className="photo-add">
            <Icon name="camera" />
            <View>{photos.length === 0 ? "拍照片" : `还能加 ${left} 张`}</View>
          </View>
        </View>
      )}
    </View>
  );
}

function KeptPhoto({ photo, number, onRemove }: { photo: KeptFile; number: number; onRemove: () => void }) {
  const address = useKeptAddress(photo);
  return (
    <View className="photo photo-kept">
      <Image className="photo-picture" mode="aspectFill" src={address} />
      <View className="photo-remove" {...spoken("button", `去掉照片 ${number}`)} onClick={onRemove}>
        <View className="photo-remove-mark">
          <Icon name="close" />
        </View>
      </View>
    </View>
  );
}

export function useKeptAddress(file: KeptFile): string {
  const [address, setAddress] = useState("");
  useEffect(() => {
    let isCurrent = true;
    void addressOfKept(file).then((found) => isCurrent && setAddress(found ?? ""));
    return () => {
      isCurrent = false;
    };
  }, [file]);
  return address;
}
