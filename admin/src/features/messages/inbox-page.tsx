import { listMessages, readMessages } from "@cunqing/contract/paths";
import { Link } from "react-router";
import { ActButton } from "../../shared/act-button.tsx";
import { ListState } from "../../shared/list-state.tsx";
import { Page, Panel } from "../../shared/page.tsx";
import type { InboxMessage } from "../../shared/rows.ts";
import { PagerBar } from "../../shared/server-table.tsx";
import { timeWords } from "../../shared/times.ts";
import { useCall, useSend } from "../../shared/use-call.ts";
import { useFilters } from "../../shared/use-filters.ts";

/** What the system told me. */
export function InboxPage() {
  const { pager } = useFilters([]);
  const send = useSend();
  const messages = useCall(listMessages, { params: { cursor: pager.cursor } }, { keepPrevious: true });
  const hasUnread = messages.data?.rows.some(({ isRead }) => !isRead) ?? false;
  const readAll = (
    <ActButton size="small" act={() => send(readMessages, { body: {} })}>
      全部标为已读
    </ActButton>
  );
  return (
    <Page title="我的消息" extra={hasUnread ? readAll : undefined}>
      <Panel padded={false}>
        <ListState of={messages} isEmpty={({ rows }) => rows.length === 0 && pager.page === 1} empty="没有消息">
          {({ rows, next }) => (
            <>
              <ul className="inbox">
                {rows.map((message) => (
                  <InboxLine key={message.id} of={message} />
                ))}
              </ul>
              <PagerBar pager={pager} count={rows.length} next={next} busy={messages.isFetching} />
            </>
          )}
        </ListState>
      </Panel>
    </Page>
  );
}

function InboxLine({ of }: { readonly of: InboxMessage }) {
  return (
    <li className={of.isRead ? "" : "unread"}>
      <div>
        {of.caseId === null ? <strong>{of.title}</strong> : <Link to={`/cases/${of.caseId}`}>{of.title}</Link>}
        <span className="soft small">{timeWords(of.at)}</span>
      </div>
      <div className="words">{of.text}</div>
    </li>
  );
}
