import { View } from "@tarojs/components";
import { limits } from "@cunqing/contract/limits";
import { useEffect } from "react";
import { haveConsent } from "../../../base/consent.ts";
import { goTo } from "../../../base/go-to.ts";
import { isWeapp } from "../../../base/platform.ts";
import { chooseSpot } from "../../../base/place.ts";
import { useVillage } from "../../../base/village.ts";
import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Row, Rows } from "../../../ui/row.tsx";
import { tell } from "../../../ui/toast.tsx";
import type { Draft } from "../draft.ts";

interface WherePartProps {
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
}

/** The village is needed, the spot is not. */
export function WherePart({ draft, change }: WherePartProps) {
  const village = useVillage();
  // Choosing another village on its own page moves the draft there.
  useEffect(() => {
    if (village && village.id !== draft.village?.id) {
      change({ village });
    }
  }, [village, draft.village, change]);

  const locate = async (): Promise<void> => {
    if (!(await haveConsent())) {
      tell("没有同意，就先不定位，写清在哪里也行");
      return;
    }
    const spot = await chooseSpot().catch(() => {
      tell("定不了位，写清在哪里也行");
      return null;
    });
    if (spot) {
      change({ spot, place: draft.place || spot.name.slice(0, limits.placeMax) });
    }
  };
  return (
    <View>
      <Rows>
        <Row id="report-village" icon="home" words="哪个村" end={draft.village?.name ?? "去选"} onPress={() => goTo.chooseVillage()} />
      </Rows>
      <View className="card">
        <Field
          id="report-place"
          label="在什么地方（可以不填）"
          placeholder="例如：村口老樟树往东的弯道"
          max={limits.placeMax}
          value={draft.place}
          onChange={(place) => change({ place })}
        />
        {draft.spot ? (
          <Button id="drop-spot" icon="pin" label="已标出位置，点这里去掉" onPress={() => change({ spot: null })} />
        ) : (
          <Button id="add-spot" icon="pin" label={isWeapp ? "在地图上标出来" : "用我现在的位置"} busyLabel="正在定位…" onPress={locate} />
        )}
      </View>
    </View>
  );
}
