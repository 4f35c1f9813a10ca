import { useRef, useState } from "react";
import type { CaseDoor } from "@cunqing/contract";
import { kept } from "../../base/kept.ts";
import { useIsSignedIn } from "../../base/session.ts";
import { currentVillage } from "../../base/village.ts";
import { emptyDraft, isBlank, isDraft, type Draft } from "./draft.ts";
import type { DraftPlace } from "./send-draft.ts";

const place = kept<Draft>("draft.report", isDraft);

export const forgetDraft = (): void => place.forget();

/** The one draft on this phone. Coming in by another door keeps what was typed and changes the door. */
export function useDraft(door: CaseDoor): { draft: Draft; change: (part: Partial<Draft>) => void; draftPlace: DraftPlace } {
  const isSignedIn = useIsSignedIn("villager");
  const [draft, setDraft] = useState<Draft>(() => begin(door, isSignedIn));
  // Uploading writes between two drawings; what is drawn may be a step behind what is kept.
  const latest = useRef(draft);
  const write = (next: Draft): void => {
    latest.current = next;
    place.write(next);
    setDraft(next);
  };
  return {
    draft,
    change: (part) => write({ ...latest.current, ...part }),
    draftPlace: { read: () => latest.current, write },
  };
}

function begin(door: CaseDoor, isSignedIn: boolean): Draft {
  const found = place.read();
  if (!found || isBlank(found)) {
    return emptyDraft(door, currentVillage(), isSignedIn);
  }
  if (found.sending) {
    return found;
  }
  return {
    ...found,
    village: found.village ?? currentVillage(),
    isAnonymous: found.isAnonymous || !isSignedIn,
    ...(found.door === door ? {} : { door, categoryCode: "" }),
  };
}
