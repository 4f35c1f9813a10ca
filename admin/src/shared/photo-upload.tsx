import { CloseOutlined, PlusOutlined } from "@ant-design/icons";
import { limits } from "@cunqing/contract/limits";
import { uploadPhoto } from "@cunqing/contract/paths";
import { Button, Progress } from "antd";
import { useEffect, useRef } from "react";
import { faultWords } from "./faults.ts";
import { upload } from "./upload.ts";

export type PhotoSlot =
  | { readonly key: string; readonly state: "sending"; readonly share: number }
  | { readonly key: string; readonly state: "failed"; readonly words: string; readonly file: File }
  | { readonly key: string; readonly state: "ready"; readonly id: string; readonly claim: string; readonly thumbnailUrl: string };

const none: readonly PhotoSlot[] = [];

interface PhotoUploadProps {
  readonly id?: string;
  readonly value?: readonly PhotoSlot[];
  readonly onChange?: (slots: readonly PhotoSlot[]) => void;
}

/** Photos go up one by one as they are chosen; one that fails can be tried again without the others. */
export function PhotoUpload({ id, value = none, onChange }: PhotoUploadProps) {
  const input = useRef<HTMLInputElement>(null);
  // Uploads end long after the render that began them, so they must see the newest slots.
  const slots = useRef(value);
  useEffect(() => {
    slots.current = value;
  }, [value]);
  const change = (next: readonly PhotoSlot[]): void => {
    slots.current = next;
    onChange?.(next);
  };
  const put = (slot: PhotoSlot): void => {
    const known = slots.current.some(({ key }) => key === slot.key);
    change(known ? slots.current.map((before) => (before.key === slot.key ? slot : before)) : [...slots.current, slot]);
  };
  const isThere = (key: string): boolean => slots.current.some((slot) => slot.key === key);
  const send = async (key: string, file: File): Promise<void> => {
    put({ key, state: "sending", share: 0 });
    try {
      const sent = await upload(uploadPhoto, {}, file, { onProgress: (share) => isThere(key) && put({ key, state: "sending", share }) });
      if (isThere(key)) {
        put({ key, state: "ready", id: sent.id, claim: sent.claim, thumbnailUrl: sent.thumbnailUrl });
      }
    } catch (error) {
      if (isThere(key)) {
        put({ key, state: "failed", words: faultWords(error), file });
      }
    }
  };
  const choose = (files: FileList | null): void => {
    const room = limits.photosMax - slots.current.length;
    for (const file of [...(files ?? [])].slice(0, room)) {
      const key = crypto.randomUUID();
      if (file.size > limits.photoBytesMax) {
        put({ key, state: "failed", words: "照片每张不超过 10MB", file });
      }
      else {
        void send(key, file);
      }
    }
    if (input.current !== null) {
      input.current.value = "";
    }
  };
  return (
    <div className="photo-slots">
      {value.map((slot) => (
        <Slot key={slot.key} slot={slot} onRetry={send} onRemove={() => change(slots.current.filter(({ key }) => key !== slot.key))} />
      ))}
      {value.length < limits.photosMax && (
        <button type="button" className="photo-slot photo-add" {...(id === undefined ? {} : { id })} onClick={() => input.current?.click()}>
          <PlusOutlined />
          <span>加照片</span>
        </button>
      )}
      {/* antd's forms set display on file inputs, which beats the hidden attribute. */}
      <input ref={input} type="file" style={{ display: "none" }} multiple accept="image/jpeg,image/png,image/webp,image/heic,image/heif" onChange={(event) => choose(event.target.files)} />
    </div>
  );
}

interface SlotProps {
  readonly slot: PhotoSlot;
  readonly onRetry: (key: string, file: File) => Promise<void>;
  readonly onRemove: () => void;
}

function Slot({ slot, onRetry, onRemove }: SlotProps) {
  return (
    <div className={slot.state === "failed" ? "photo-slot photo-failed" : "photo-slot"}>
      {slot.state === "ready" && <img src={slot.thumbnailUrl} alt="已上传的照片" />}
      {slot.state === "sending" && <Progress type="circle" size={44} percent={Math.round(slot.share * 100)} />}
      {slot.state === "failed" && (
        <div role="alert">
          {slot.words}
          <Button type="link" size="small" onClick={() => void onRetry(slot.key, slot.file)}>
            重传
          </Button>
        </div>
      )}
      <button type="button" className="photo-remove" aria-label="去掉这张照片" onClick={onRemove}>
        <CloseOutlined />
      </button>
    </div>
  );
}
