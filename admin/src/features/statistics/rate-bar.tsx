import { Tooltip } from "antd";
import type { CaseFigures } from "../../shared/rows.ts";
import { shares, standings, standingWords } from "./rates.ts";

interface RateBarProps {
  readonly of: CaseFigures;
  readonly tall?: boolean;
}

/** The cohort as one bar of four parts. The same numbers stand beside it as text: colour alone tells nobody anything. */
export function RateBar({ of, tall = false }: RateBarProps) {
  const share = shares(of);
  const words = standings.map((standing) => `${standingWords[standing].label} ${String(of[standing])} 件（${String(share[standing])}%）`).join("，");
  if (of.cohort === 0) {
    return <div className={tall ? "rate-bar tall none" : "rate-bar none"}>{tall ? "这段时间没有办完的诉求" : ""}</div>;
  }
  return (
    <Tooltip title={words}>
      <div className={tall ? "rate-bar tall" : "rate-bar"} role="img" aria-label={words}>
        {standings
          .filter((standing) => of[standing] > 0)
          .map((standing) => (
            <div key={standing} style={{ flexGrow: of[standing], background: standingWords[standing].color, color: standingWords[standing].ink }}>
              {tall && share[standing] >= 7 && `${String(share[standing])}%`}
            </div>
          ))}
      </div>
    </Tooltip>
  );
}
