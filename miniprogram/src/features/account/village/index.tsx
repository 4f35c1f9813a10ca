import { View } from "@tarojs/components";
import type { listAreas as listAreasEndpoint, ResultOf } from "@cunqing/contract";
import { getAccount, listAreas, searchVillages } from "@cunqing/contract/paths";
import { useEffect, useState } from "react";
import { goTo } from "../../../base/go-to.ts";
import { forgetAnswers, useCall } from "../../../base/query.ts";
import { settleVillage, useVillage } from "../../../base/village.ts";
import { Field } from "../../../ui/field.tsx";
import { ListState } from "../../../ui/list-state.tsx";
import { Page } from "../../../ui/page.tsx";
import { Row, Rows } from "../../../ui/row.tsx";

type Area = ResultOf<typeof listAreasEndpoint>["rows"][number];

/** By typing a few letters of the name, or township by township. */
export default function ChooseVillagePage() {
  const village = useVillage();
  const [typed, setTyped] = useState("");
  const asked = useSettled(typed.trim());
  return (
    <Page title="选村子" id="choose-village-page">
      {village && <View className="soft gap-below">现在看的是：{village.name}</View>}
      <Field id="village-search" label="搜村名" placeholder="例如：溪口" max={20} value={typed} onChange={setTyped} />
      {asked ? <Found words={asked} /> : <Townships />}
    </Page>
  );
}

async function choose(area: Area): Promise<void> {
  await settleVillage({ id: area.id, name: area.name });
  void forgetAnswers(getAccount);
  await goTo.back();
}

function Found({ words }: { words: string }) {
  const found = useCall(searchVillages, { params: { q: words } });
  return (
    <ListState of={found} empty={{ when: ({ rows }) => rows.length === 0, words: "没有找到这个村，换两个字试试", icon: "search" }}>
      {({ rows }) => (
        <Rows>
          {rows.map((area) => (
            <Row key={area.id} id={`village-${area.id}`} words={area.name} hint={area.townshipName} onPress={() => choose(area)} />
          ))}
        </Rows>
      )}
    </ListState>
  );
}

function Townships() {
  const [township, setTownship] = useState<Area | null>(null);
  const counties = useCall(listAreas, {});
  return (
    <ListState of={counties} empty={{ when: ({ rows }) => rows.length === 0, words: "还没有村子" }}>
      {({ rows }) => {
        const county = rows[0];
        // The service may answer with the county itself; its townships are one step below.
        const parentId = township?.id ?? (county?.kind === "county" ? county.id : undefined);
        return parentId === undefined ? (
          <Level rows={rows} onOpen={setTownship} />
        ) : (
          <Below parentId={parentId} above={township} onOpen={setTownship} />
        );
      }}
    </ListState>
  );
}

function Below({ parentId, above, onOpen }: { parentId: string; above: Area | null; onOpen: (area: Area | null) => void }) {
  const below = useCall(listAreas, { params: { parentId } });
  return (
    <View>
      {above && (
        <Rows>
          <Row id="village-up" icon="back" words={above.name} hint="回到乡镇列表" onPress={() => onOpen(null)} />
        </Rows>
      )}
      <ListState of={below} empty={{ when: ({ rows }) => rows.length === 0, words: "这里还没有村子" }}>
        {({ rows }) => <Level rows={rows} onOpen={onOpen} />}
      </ListState>
    </View>
  );
}

function Level({ rows, onOpen }: { rows: readonly Area[]; onOpen: (area: Area) => void }) {
  return (
    <Rows>
      {rows
        .filter(({ closedAt }) => closedAt === null)
        .map((area) => (
          <Row
            key={area.id}
            id={`area-${area.id}`}
            words={area.name}
            onPress={() => (area.kind === "village" || area.kind === "community" ? choose(area) : onOpen(area))}
          />
        ))}
    </Rows>
  );
}

/** Asks the service once the typing pauses, not at every key. */
function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), 350);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
