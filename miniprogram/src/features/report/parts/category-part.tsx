import { View } from "@tarojs/components";
import { useEffect, useState } from "react";
import type { Catalog } from "../../../base/catalog.ts";
import { ChoiceList } from "../../../ui/choice.tsx";
import { Row, Rows } from "../../../ui/row.tsx";
import { Sheet } from "../../../ui/sheet.tsx";
import { suggestCategory } from "../suggest-category.ts";
import type { Draft } from "../draft.ts";

interface CategoryPartProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  readonly categories: Catalog["categories"];
}

/** A kind is suggested at once, so that nobody has to choose before sending; one tap changes it. */
export function CategoryPart({ draft, change, categories }: CategoryPartProps) {
  const [isOpen, setOpen] = useState(false);
  const [isChosen, setChosen] = useState(draft.categoryCode !== "");
  const offered = categories.filter(({ doors }) => doors.includes(draft.door));
  const current = offered.find(({ code }) => code === draft.categoryCode);

  const suggested = suggestCategory(draft.text, offered);
  useEffect(() => {
    if (!isChosen && suggested && suggested.code !== draft.categoryCode) {
      change({ categoryCode: suggested.code, isPrivate: suggested.isPrivateByDefault });
    }
  }, [isChosen, suggested, draft.categoryCode, change]);

  const choose = (code: string): void => {
    const chosen = offered.find((category) => category.code === code);
    setChosen(true);
    setOpen(false);
    change({ categoryCode: code, isPrivate: chosen?.isPrivateByDefault ?? draft.isPrivate });
  };
  return (
    <View>
      <Rows>
        <Row id="choose-category" icon="list" words="哪一类" hint={current?.hint} end={current?.name ?? "去选"} onPress={() => setOpen(true)} />
      </Rows>
      {isOpen && (
        <Sheet title="是哪一类事" onClose={() => setOpen(false)}>
          <ChoiceList
            id="category"
            value={draft.categoryCode}
            options={offered.map(({ code, name, hint }) => ({ value: code, words: name, hint }))}
            onChange={choose}
          />
        </Sheet>
      )}
    </View>
  );
}
