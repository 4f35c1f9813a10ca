import type { ReactNode } from "react";
import type { CaseFigures } from "../../shared/rows.ts";
import { spanWords, timeWords } from "../../shared/times.ts";
import { useNow } from "../../shared/use-now.ts";
import { RateBar } from "./rate-bar.tsx";
import { hoursWords, shares, standings, standingWords } from "./rates.ts";

/** The bar, the same as text, and the figures that must stand beside them. */
export function FigureSums({ of }: { readonly of: CaseFigures }) {
  const now = useNow();
  return (
    <>
      <RateBar of={of} tall />
      <div className="figure-split">
        <StandingTable of={of} />
        <div className="figure-facts">
          <Fact label="收到" value={of.submitted} note="这段时间" />
          <Fact label="还没办结" value={of.open} note="现在" />
          <Fact label="已超期" value={of.overdue} look={of.overdue > 0 ? "late" : ""} note="现在" />
          <Fact label="说过没办好" value={of.everDisputed} look={of.everDisputed > 0 ? "late" : ""} note="后来办好的也算" />
          <Fact label="返工" value={of.reopened} note="重新办过" />
          <Fact label="拖得最久" value={of.oldestOpenSince === null ? "—" : spanWords(now - of.oldestOpenSince)} note={of.oldestOpenSince === null ? "没有未办结的" : `${timeWords(of.oldestOpenSince)} 起`} />
          <Fact label="一半在多久内办完" value={hoursWords(of.medianHoursToDone)} note="从反映到办完" />
          <Fact label="工作人员发现" value={of.staffReported} note="不算群众确认" />
        </div>
      </div>
    </>
  );
}

function StandingTable({ of }: { readonly of: CaseFigures }) {
  const share = shares(of);
  return (
    <table className="figure-table">
      <caption>这段时间办完 {of.cohort} 件，现在是：</caption>
      <tbody>
        {standings.map((standing) => (
          <tr key={standing} title={standingWords[standing].hint}>
            <th scope="row">
              <span className="dot" style={{ background: standingWords[standing].color }} />
              {standingWords[standing].label}
            </th>
            <td>{of[standing]} 件</td>
            <td>{of.cohort === 0 ? "—" : `${String(share[standing])}%`}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface FactProps {
  readonly label: string;
  readonly value: ReactNode;
  readonly note: string;
  readonly look?: string;
}

function Fact({ label, value, note, look = "" }: FactProps) {
  return (
    <div>
      <div className="soft small">{label}</div>
      <div className={`fact ${look}`}>{value}</div>
      <div className="soft small">{note}</div>
    </div>
  );
}
