import { getFigures } from "@cunqing/contract/paths";
import { useQueries } from "@tanstack/react-query";
import { call } from "../../shared/client.ts";
import { Panel } from "../../shared/page.tsx";
import type { CaseFigures } from "../../shared/rows.ts";
import { keyOf } from "../../shared/use-call.ts";
import { useNow } from "../../shared/use-now.ts";
import { lastMonths } from "./periods.ts";
import { RateBar } from "./rate-bar.tsx";
import { hoursWords } from "./rates.ts";

const MONTHS = 6;

/** The same four parts month by month, so that a good month cannot hide a bad one. */
export function MonthPanel({ areaId }: { readonly areaId: string | undefined }) {
  const months = lastMonths(MONTHS, useNow());
  const answers = useQueries({
    queries: months.map(({ from, to }) => {
      const order = { params: { areaId, from, to } };
      return { queryKey: keyOf(getFigures, order), queryFn: () => call(getFigures, order) };
    }),
  });
  return (
    <Panel title="近六个月" padded={false}>
      <table className="figure-table months">
        <thead>
          <tr>
            <th scope="col">月份</th>
            <th scope="col">办完</th>
            <th scope="col">四种各占多少</th>
            <th scope="col">确认</th>
            <th scope="col">说过没办好</th>
            <th scope="col" title="一半的事在多久内办完">
              半数用时
            </th>
          </tr>
        </thead>
        <tbody>
          {months.map(({ label, from }, index) => (
            <MonthRow key={from} label={label} figures={answers[index]?.data?.total} hasFailed={answers[index]?.isError ?? false} />
          ))}
        </tbody>
      </table>
    </Panel>
  );
}

interface MonthRowProps {
  readonly label: string;
  readonly figures: CaseFigures | undefined;
  readonly hasFailed: boolean;
}

function MonthRow({ label, figures, hasFailed }: MonthRowProps) {
  return (
    <tr>
      <th scope="row">{label}</th>
      <td>{figures?.cohort ?? (hasFailed ? "没取到" : "…")}</td>
      <td className="bar-cell">{figures !== undefined && <RateBar of={figures} />}</td>
      <td>{figures !== undefined && (figures.cohort === 0 ? "—" : `${String(figures.confirmed)} 件`)}</td>
      <td>{figures?.everDisputed}</td>
      <td>{figures !== undefined && hoursWords(figures.medianHoursToDone)}</td>
    </tr>
  );
}
