import { FileSearchOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { createHashRouter, Navigate, useNavigate, type RouteObject } from "react-router";
import { LoginPage } from "../features/identity/login-page.tsx";
import { StateView, Waiting } from "../shared/list-state.tsx";
import { useWho } from "../shared/session.ts";
import { placesFor } from "./menu.tsx";
import { RouteFault } from "./route-fault.tsx";
import { SignedIn } from "./shell.tsx";

/** Addresses live behind `#`: any static server can serve the console, and a set-up token never reaches a server log. */
export function createRouter() {
  return createHashRouter([
    { path: "/login", element: <LoginPage />, errorElement: <RouteFault /> },
    { path: "/setup/*", lazy: async () => ({ Component: (await import("../features/identity/setup-page.tsx")).SetupPage }), ...around },
    { path: "/", element: <SignedIn />, errorElement: <RouteFault />, children: [...pages, { index: true, element: <FirstPlace /> }, { path: "*", element: <NoSuchPage /> }] },
  ]);
}

const around = { errorElement: <RouteFault />, hydrateFallbackElement: <Waiting /> };

/** One line a page; each module's pages are a chunk of their own. */
const pages: RouteObject[] = [
  { path: "work", lazy: async () => ({ Component: (await import("../features/cases/work-page.tsx")).WorkPage }), ...around },
  { path: "cases", lazy: async () => ({ Component: (await import("../features/cases/case-list-page.tsx")).CaseListPage }), ...around },
  { path: "cases/:caseId", lazy: async () => ({ Component: (await import("../features/cases/case-page.tsx")).CasePage }), ...around },
  { path: "figures", lazy: async () => ({ Component: (await import("../features/statistics/figures-page.tsx")).FiguresPage }), ...around },
  { path: "areas", lazy: async () => ({ Component: (await import("../features/organisation/areas-page.tsx")).AreasPage }), ...around },
  { path: "people", lazy: async () => ({ Component: (await import("../features/organisation/people-page.tsx")).PeoplePage }), ...around },
  { path: "claims", lazy: async () => ({ Component: (await import("../features/identity/claims-page.tsx")).ClaimsPage }), ...around },
  { path: "roll-imports", lazy: async () => ({ Component: (await import("../features/organisation/roll-imports-page.tsx")).RollImportsPage }), ...around },
  { path: "roll-imports/:importId", lazy: async () => ({ Component: (await import("../features/organisation/roll-import-page.tsx")).RollImportPage }), ...around },
  { path: "staff", lazy: async () => ({ Component: (await import("../features/staff/staff-list-page.tsx")).StaffListPage }), ...around },
  { path: "staff/:staffId", lazy: async () => ({ Component: (await import("../features/staff/staff-page.tsx")).StaffPage }), ...around },
  { path: "totp-resets", lazy: async () => ({ Component: (await import("../features/staff/totp-resets-page.tsx")).TotpResetsPage }), ...around },
  { path: "journal", lazy: async () => ({ Component: (await import("../features/trail/journal-page.tsx")).JournalPage }), ...around },
  { path: "trail", lazy: async () => ({ Component: (await import("../features/trail/trail-page.tsx")).TrailPage }), ...around },
  { path: "erasures", lazy: async () => ({ Component: (await import("../features/privacy/erasures-page.tsx")).ErasuresPage }), ...around },
  { path: "erasures/:erasureId", lazy: async () => ({ Component: (await import("../features/privacy/erasure-page.tsx")).ErasurePage }), ...around },
  { path: "withholdings", lazy: async () => ({ Component: (await import("../features/privacy/withholdings-page.tsx")).WithholdingsPage }), ...around },
  { path: "looks", lazy: async () => ({ Component: (await import("../features/privacy/looks-page.tsx")).LooksPage }), ...around },
  { path: "security-log", lazy: async () => ({ Component: (await import("../features/privacy/security-log-page.tsx")).SecurityLogPage }), ...around },
  { path: "readers", lazy: async () => ({ Component: (await import("../features/trail/readers-page.tsx")).ReadersPage }), ...around },
  { path: "deliveries", lazy: async () => ({ Component: (await import("../features/messages/deliveries-page.tsx")).DeliveriesPage }), ...around },
  { path: "messages", lazy: async () => ({ Component: (await import("../features/messages/inbox-page.tsx")).InboxPage }), ...around },
  { path: "account", lazy: async () => ({ Component: (await import("../features/identity/account-page.tsx")).AccountPage }), ...around },
];

/** The console opens on the first thing in one's own menu: the work list for whoever has one. */
function FirstPlace() {
  const first = placesFor(useWho().permissions)[0]?.places[0];
  return <Navigate to={first?.path ?? "/account"} replace />;
}

function NoSuchPage() {
  const navigate = useNavigate();
  return (
    <div className="panel">
      <StateView icon={<FileSearchOutlined />} title="没有这个页面" action={<Button onClick={() => void navigate("/")}>回到首页</Button>} />
    </div>
  );
}
