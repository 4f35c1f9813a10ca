import type { Settings } from "@cunqing/config";
import type { Route } from "../kernel/http/route.ts";
import type { CommittedRows } from "../kernel/journal/committed-rows.ts";
import type { Reader } from "../kernel/journal/reader.ts";
import type { Job, Loop, Module } from "../kernel/module.ts";
import type { PersonalData } from "../kernel/personal-data.ts";
import { createCases } from "../modules/cases/index.ts";
import { createFiles, type FilesDeps } from "../modules/files/index.ts";
import { createIdentity, type IdentityDeps } from "../modules/identity/index.ts";
import { createMessages, type MessagesDeps } from "../modules/messages/index.ts";
import { createOrganisation, type OrganisationDeps } from "../modules/organisation/index.ts";
import { createPrivacy } from "../modules/privacy/index.ts";
import { createStatistics } from "../modules/statistics/index.ts";
import { createTrail } from "../modules/trail/index.ts";
import { createHome } from "./home.ts";
import { createHousekeeping } from "./housekeeping.ts";

export type AppDeps = OrganisationDeps &
  IdentityDeps &
  FilesDeps &
  MessagesDeps & {
    readonly committedRows: CommittedRows;
    readonly sandboxUrl: string | null;
    readonly mode: Settings["mode"];
  };

export interface Composed {
  readonly routes: readonly Route[];
  readonly readers: readonly Reader[];
  readonly jobs: readonly Job[];
  readonly loops: readonly Loop[];
  readonly personalData: readonly PersonalData[];
}

/** Every module once. The order means nothing: modules meet through front doors, flows and the journal. */
export function compose(deps: AppDeps): Composed {
  const modules: Module[] = [
    createOrganisation(deps),
    createIdentity(deps),
    createFiles(deps),
    createCases(deps),
    createMessages(deps),
    createStatistics(deps),
    createHome(deps),
    createHousekeeping(deps),
  ];
  const readers = modules.flatMap((module) => module.readers ?? []);
  const trail = createTrail(deps, readers);
  const privacy = createPrivacy(deps, modules);
  const all = [...modules, trail, privacy];
  deps.promises.register(all.flatMap((module) => module.receipts ?? []));
  return {
    routes: all.flatMap((module) => module.routes),
    readers: [...readers, ...(trail.readers ?? [])],
    jobs: all.flatMap((module) => module.jobs ?? []),
    loops: all.flatMap((module) => module.loops ?? []),
    personalData: all.flatMap((module) => module.personalData ?? []),
  };
}
