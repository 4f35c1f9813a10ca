import { listAreaHistory } from "@cunqing/contract/paths";
import { Timeline } from "antd";
import { ListState } from "../../shared/list-state.tsx";
import { Panel } from "../../shared/page.tsx";
import { exactWords, timeWords } from "../../shared/times.ts";
import { useCall } from "../../shared/use-call.ts";

const changeWords = { opened: "设立", renamed: "改名", recoded: "换代码", merged: "并入" } as const;

export function AreaHistory({ areaId }: { readonly areaId: string }) {
  const history = useCall(listAreaHistory, { params: { areaId } });
  return (
    <Panel title="沿革">
      <ListState of={history} isEmpty={({ rows }) => rows.length === 0} empty="没有变动记录">
        {({ rows }) => (
          <Timeline
            items={rows.map((change) => ({
              key: `${String(change.at)}-${change.kind}`,
              color: "gray",
              content: (
                <div>
                  <strong>{changeWords[change.kind]}</strong>　{change.from === "" ? change.to : `${change.from} → ${change.to}`}
                  <div className="soft small" title={exactWords(change.at)}>
                    {timeWords(change.at)}　{change.by}
                    {change.reason !== "" && `　${change.reason}`}
                  </div>
                </div>
              ),
            }))}
          />
        )}
      </ListState>
    </Panel>
  );
}
