import { Button } from "antd";
import { useState } from "react";
import { Panel } from "../../shared/page.tsx";
import type { CaseDetail } from "../../shared/rows.ts";
import { useHolds } from "../../shared/session.ts";
import { WithholdModal } from "./withhold-modal.tsx";

/** What others see of the case, and the way to hide what they must not. */
export function ReleasePanel({ of }: { readonly of: CaseDetail }) {
  const mayPropose = useHolds("withhold.propose");
  const [open, setOpen] = useState(false);
  const { released } = of;
  if (of.isPrivate) {
    return (
      <Panel title="公开情况">
        <span className="soft">反映人要求不公开，别人看不到这件事。</span>
      </Panel>
    );
  }
  const hide = (
    <Button size="small" onClick={() => setOpen(true)}>
      遮盖
    </Button>
  );
  return (
    <Panel title="公开情况" extra={mayPropose && released !== null ? hide : undefined}>
      {released === null ? <span className="soft">村民能看到有这件事和办到哪一步，看不到文字和照片。</span> : <p className="words case-released">{released.text}</p>}
      {released !== null && <Withheld of={of} />}
      {open && released !== null && <WithholdModal of={of} text={released.text} onClose={() => setOpen(false)} />}
    </Panel>
  );
}

const partWords: Record<CaseDetail["withheld"][number]["part"], string> = { words: "处文字", photo: "张照片" };

/** A page that hides something says what and by which law; otherwise it would be an edit. */
function Withheld({ of }: { readonly of: CaseDetail }) {
  if (of.withheld.length === 0) {
    return null;
  }
  return (
    <ul className="withheld" aria-label="遮盖了什么">
      {of.withheld.map(({ part, count, ground, source }) => (
        <li key={`${part}${ground}`}>
          遮盖了 {count} {partWords[part]}：{ground}
          {source !== "" && <span className="soft small">　{source}</span>}
        </li>
      ))}
    </ul>
  );
}
