import { Image, Timeline } from "antd";
import type { CaseDetail } from "../../shared/rows.ts";
import { exactWords, timeWords } from "../../shared/times.ts";

type Photo = CaseDetail["photos"][number];

export function Photos({ photos, label, size = 112 }: { readonly photos: readonly Photo[]; readonly label: string; readonly size?: number }) {
  if (photos.length === 0) {
    return null;
  }
  return (
    <Image.PreviewGroup items={photos.map(({ url }) => url)}>
      <div className="photo-row" role="group" aria-label={label}>
        {photos.map((photo, index) => (
          <Image key={photo.id} src={photo.thumbnailUrl} width={size} height={size} alt={`${label} ${String(index + 1)}`} style={{ objectFit: "cover", borderRadius: 4 }} />
        ))}
      </div>
    </Image.PreviewGroup>
  );
}

export function VoiceNote({ voice }: { readonly voice: NonNullable<CaseDetail["voice"]> }) {
  return (
    <div className="voice">
      <span className="soft">录音 {voice.seconds} 秒</span>
      <audio controls preload="none" src={voice.url} aria-label={`录音，${String(voice.seconds)} 秒`} />
    </div>
  );
}

/** What happened, straight from the record; newest first, because that is what one came to see. */
export function CaseTimeline({ entries }: { readonly entries: CaseDetail["timeline"] }) {
  const newestFirst = [...entries].sort((one, other) => other.at - one.at);
  return (
    <Timeline
      items={newestFirst.map((entry, index) => ({
        key: entry.id,
        color: index === 0 ? "#c8371f" : "gray",
        content: (
          <div className="timeline-entry">
            <div>
              <strong>{entry.title}</strong>
              <span className="soft small" title={exactWords(entry.at)}>
                {entry.by}　{timeWords(entry.at)}
              </span>
            </div>
            {entry.text !== null && entry.text !== "" && <div className="words">{entry.text}</div>}
            <Photos photos={entry.photos} label={entry.title} size={64} />
          </div>
        ),
      }))}
    />
  );
}
