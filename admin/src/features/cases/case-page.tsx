import { getCase } from "@cunqing/contract/paths";
import { useState } from "react";
import { Link, useParams } from "react-router";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { CaseDetail } from "../../shared/rows.ts";
import { useCall } from "../../shared/use-call.ts";
import { CaseActionModal, CasePageActions, type OpenAction } from "./case-actions.tsx";
import { CaseFacts, CaseClocks, CaseRating } from "./case-facts.tsx";
import { CaseTimeline, Photos, VoiceNote } from "./case-media.tsx";
import { StateWord } from "./case-words.tsx";
import { DossierButton } from "./dossier-button.tsx";
import { ReleasePanel } from "./release-panel.tsx";

const MINUTE = 60_000;

/** One case: what was said, what was done, how long there is, what I may do. */
export function CasePage() {
  const { caseId = "" } = useParams();
  const found = useCall(getCase, { params: { caseId } }, { always: true, everyMs: MINUTE });
  const [open, setOpen] = useState<OpenAction>();
  return (
    <Page
      title="诉求"
      note={found.data && <CaseNote of={found.data} />}
      extra={found.data && <Buttons of={found.data} onOpen={setOpen} />}
    >
      <div className={found.data === undefined ? "panel" : undefined}>
        <ListState of={found}>{(of) => <CaseBody of={of} />}</ListState>
      </div>
      {open !== undefined && <CaseActionModal open={open} onClose={() => setOpen(undefined)} />}
    </Page>
  );
}

function Buttons({ of, onOpen }: { readonly of: CaseDetail; readonly onOpen: (open: OpenAction) => void }) {
  return (
    <>
      <DossierButton caseId={of.id} />
      <CasePageActions of={of} onOpen={onOpen} />
    </>
  );
}

function CaseNote({ of }: { readonly of: CaseDetail }) {
  return (
    <>
      {of.number}　<StateWord state={of.state} />
    </>
  );
}

function CaseBody({ of }: { readonly of: CaseDetail }) {
  return (
    <div className="split">
      <div>
        <Panel title="反映的内容" extra={<Link to={`/cases?areaId=${of.village.id}`}>{of.village.name}的诉求</Link>}>
          <p className="words case-text">{of.text === "" ? <span className="soft">没有写字</span> : of.text}</p>
          {of.voice !== null && <VoiceNote voice={of.voice} />}
          <Photos photos={of.photos} label="反映的照片" />
        </Panel>
        {of.outcome !== null && (
          <Panel title="办理结果">
            <p className="words case-text">{of.outcome}</p>
            <Photos photos={of.afterPhotos} label="办好后的照片" />
          </Panel>
        )}
        {of.rating !== null && <CaseRating of={of.rating} />}
        <Panel title="经过">
          <CaseTimeline entries={of.timeline} />
        </Panel>
      </div>
      <div>
        <CaseClocks of={of} />
        <CaseFacts of={of} />
        <ReleasePanel of={of} />
      </div>
    </div>
  );
}
